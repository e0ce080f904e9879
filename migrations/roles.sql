-- Three roles for PostgreSQL: who migrates owns the tables, who harvests writes them, who serves
-- reads them and writes only what visitors send. Run it as a superuser before the first
-- `fingerpost migrate`, which then grants what grants.sql says; it can be run again at any time.

CREATE EXTENSION IF NOT EXISTS postgis;

DO $$
DECLARE
    named text;
BEGIN
    FOREACH named IN ARRAY ARRAY['fingerpost_migrating', 'fingerpost_harvesting', 'fingerpost_serving']
    LOOP
        IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = named) THEN
            EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', named);
        END IF;
        EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', current_database(), named);
    END LOOP;
    EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
    EXECUTE format('GRANT CREATE ON DATABASE %I TO fingerpost_migrating', current_database());
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO fingerpost_migrating;
GRANT USAGE ON SCHEMA public TO fingerpost_harvesting, fingerpost_serving;

-- Tables that later migrations make.
ALTER DEFAULT PRIVILEGES FOR ROLE fingerpost_migrating IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO fingerpost_harvesting;
ALTER DEFAULT PRIVILEGES FOR ROLE fingerpost_migrating IN SCHEMA public
    GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO fingerpost_harvesting;
ALTER DEFAULT PRIVILEGES FOR ROLE fingerpost_migrating IN SCHEMA public
    GRANT SELECT ON TABLES TO fingerpost_serving;
