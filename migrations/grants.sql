-- What two roles may do with the tables that are there: `fingerpost migrate` grants it as their owner.
-- Where nobody made the roles (roles.sql), one role does everything and nothing is granted.
DO $$
DECLARE
    named text;
BEGIN
    IF to_regrole('fingerpost_harvesting') IS NULL OR to_regrole('fingerpost_serving') IS NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(7041973);

    FOR named IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND pg_has_role(tableowner, 'USAGE')
    LOOP
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON public.%I TO fingerpost_harvesting', named);
        EXECUTE format('GRANT SELECT ON public.%I TO fingerpost_serving', named);
    END LOOP;
    FOR named IN SELECT sequencename FROM pg_sequences
        WHERE schemaname = 'public' AND pg_has_role(sequenceowner, 'USAGE')
    LOOP
        EXECUTE format('GRANT USAGE, SELECT, UPDATE ON SEQUENCE public.%I TO fingerpost_harvesting', named);
    END LOOP;

    -- What visitors, groups and moderators send through the API.
    FOREACH named IN ARRAY ARRAY['submission', 'submission_event', 'attempt', 'problem_report']
    LOOP
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON public.%I TO fingerpost_serving', named);
        IF to_regclass('public.' || named || '_id_seq') IS NOT NULL THEN
            EXECUTE format('GRANT USAGE, SELECT ON SEQUENCE public.%I TO fingerpost_serving', named || '_id_seq');
        END IF;
    END LOOP;

    -- When a job is due, so that a worker publishes what was sent before its turn.
    GRANT UPDATE (due_at) ON public.job TO fingerpost_serving;

    -- The queue by which workers hand tasks round.
    FOR named IN SELECT nspname FROM pg_namespace
        WHERE nspname LIKE 'queue\_%' AND pg_has_role(nspowner, 'USAGE')
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO fingerpost_harvesting', named);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO fingerpost_harvesting', named);
        EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO fingerpost_harvesting', named);
    END LOOP;
END $$;
