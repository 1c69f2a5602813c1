"""The tables and the guarding triggers of the shared store, in the schema `alliance`.

Triggers are ENABLE ALWAYS, so that the replication role does not pass them. They stop accidents;
an owner can disable them. Not here: roles, and how the tables are used (`postgres.py`).
"""

SCHEMA = b"""
SET LOCAL synchronous_commit = on;
CREATE TABLE meta (format text NOT NULL);
CREATE TABLE records (
    position bigint PRIMARY KEY,
    stream text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    event text COLLATE "C" NOT NULL,
    recorded_at text COLLATE "C" NOT NULL,
    record bytea NOT NULL,
    UNIQUE (stream, version)
);
CREATE TABLE commands (
    command_id text COLLATE "C" PRIMARY KEY,
    command_hash text NOT NULL,
    first_position bigint NOT NULL,
    records integer NOT NULL
);
CREATE TABLE head (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    position bigint NOT NULL,
    recorded_at text COLLATE "C" NOT NULL
);
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    RAISE EXCEPTION '% are never changed or deleted', TG_TABLE_NAME;
END $$;
CREATE FUNCTION refuse_going_back() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
BEGIN
    IF NEW.position < OLD.position OR NEW.recorded_at < OLD.recorded_at THEN
        RAISE EXCEPTION 'the head never goes back';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON records
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON commands
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER unchanged BEFORE DELETE OR TRUNCATE ON head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER forward BEFORE UPDATE ON head
    FOR EACH ROW EXECUTE FUNCTION refuse_going_back();
ALTER TABLE records ENABLE ALWAYS TRIGGER unchanged;
ALTER TABLE commands ENABLE ALWAYS TRIGGER unchanged;
ALTER TABLE head ENABLE ALWAYS TRIGGER unchanged;
ALTER TABLE head ENABLE ALWAYS TRIGGER forward;
"""
