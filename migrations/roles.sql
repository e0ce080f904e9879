-- Three roles for PostgreSQL: who migrates owns the tables, who harvests writes them, who serves
-- reads them and writes only what visitors send. Run it as a superuser before the first
-- `fingerpost migrate` and after each: it makes what is missing and can be run again at any time.

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

-- Tables that are there, and those that later migrations make.
GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public TO fingerpost_harvesting;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO fingerpost_harvesting;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO fingerpost_serving;
ALTER DEFAULT PRIVILEGES FOR ROLE fingerpost_migrating IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON TABLES TO fingerpost_harvesting;
ALTER DEFAULT PRIVILEGES FOR ROLE fingerpost_migrating IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO fingerpost_harvesting;
ALTER DEFAULT PRIVILEGES FOR ROLE fingerpost_migrating IN SCHEMA public
    GRANT SELECT ON TABLES TO fingerpost_serving;

-- What visitors, groups and moderators send through the API.
DO $$
DECLARE
    named text;
BEGIN
    FOREACH named IN ARRAY ARRAY['submission', 'submission_event', 'attempt', 'problem_report']
    LOOP
        IF to_regclass('public.' || named) IS NOT NULL THEN
            EXECUTE format('GRANT INSERT, UPDATE, DELETE ON public.%I TO fingerpost_serving', named);
        END IF;
        IF to_regclass('public.' || named || '_id_seq') IS NOT NULL THEN
            EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE public.%I TO fingerpost_serving', named || '_id_seq');
        END IF;
    END LOOP;
    REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA public FROM PUBLIC;
END $$;
