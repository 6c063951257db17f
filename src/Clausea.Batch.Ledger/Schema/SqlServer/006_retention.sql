-- What goes once the years are over that records are kept, what stays all the same, and who looked at what.

-- A legal hold on an appeal; it keeps every level of the same claim.
CREATE TABLE clausea.holds (
    id        bigint IDENTITY   NOT NULL CONSTRAINT pk_holds PRIMARY KEY,
    appeal_id bigint            NOT NULL CONSTRAINT fk_holds_appeal REFERENCES clausea.appeals (id),
    reason    nvarchar(max)     NOT NULL,
    placed_at datetimeoffset(3) NOT NULL,
    placed_by nvarchar(400)     NOT NULL,
    lifted_at datetimeoffset(3) NULL,
    lifted_by nvarchar(400)     NULL
);

CREATE UNIQUE INDEX uq_holds_open ON clausea.holds (appeal_id) WHERE lifted_at IS NULL;
CREATE INDEX ix_holds_appeal ON clausea.holds (appeal_id);

-- One row for each purge: what went, in numbers.
CREATE TABLE clausea.purges (
    id          bigint IDENTITY   NOT NULL CONSTRAINT pk_purges PRIMARY KEY,
    begun_at    datetimeoffset(3) NOT NULL,
    begun_by    nvarchar(400)     NOT NULL,
    cutoff      datetimeoffset(3) NOT NULL,
    finished_at datetimeoffset(3) NULL,
    counts_json nvarchar(max)     NOT NULL
);

-- The denials that the transaction of a purge is taking away: filled and emptied within it, so that nobody ever sees a row.
CREATE TABLE clausea.purging (
    denial_id bigint NOT NULL CONSTRAINT pk_purging PRIMARY KEY
);

-- Set when nothing of a file is left: then its name and its bytes are gone too.
ALTER TABLE clausea.files ADD purged_at datetimeoffset(3) NULL;

-- Views and exports that are no line in the history of one appeal. detail holds no patient data.
CREATE TABLE clausea.access_log (
    id          bigint IDENTITY   NOT NULL CONSTRAINT pk_access_log PRIMARY KEY,
    happened_at datetimeoffset(3) NOT NULL,
    actor       nvarchar(400)     NOT NULL,
    action      nvarchar(40)      NOT NULL,
    subject     nvarchar(40)      NOT NULL,
    subject_id  bigint            NULL,
    detail      nvarchar(max)     NULL
);

CREATE INDEX ix_access_log_actor ON clausea.access_log (actor, id);

-- What is due is found by its age; and a row that goes asks each table that could still refer to it.
CREATE INDEX ix_denials_created     ON clausea.denials (created_at);
CREATE INDEX ix_denial_codes_denial ON clausea.denial_codes (denial_id);
CREATE INDEX ix_appeals_earlier     ON clausea.appeals (earlier_appeal_id);
CREATE INDEX ix_exhibits_appeal     ON clausea.exhibits (appeal_id);
GO

CREATE TRIGGER clausea.purges_are_not_deleted ON clausea.purges INSTEAD OF DELETE
AS
    THROW 51004, 'purges are not deleted', 1;
GO

CREATE TRIGGER clausea.purging_respects_holds ON clausea.purging AFTER INSERT
AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (
        SELECT 1
        FROM inserted i
        JOIN clausea.appeals a ON a.denial_id = i.denial_id
        JOIN clausea.holds h ON h.appeal_id = a.id
        WHERE h.lifted_at IS NULL)
    BEGIN;
        THROW 51005, 'a legal hold lies on the appeal', 1;
    END;
END;
GO

CREATE TRIGGER clausea.access_log_is_append_only ON clausea.access_log INSTEAD OF UPDATE, DELETE
AS
    THROW 51006, 'access_log is append-only', 1;
GO

-- An INSTEAD OF trigger takes the place of the statement, so what may go is deleted here; it is not called again for that.
ALTER TRIGGER clausea.history_is_append_only ON clausea.history INSTEAD OF UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM inserted) OR EXISTS (
        SELECT 1 FROM deleted d
        WHERE NOT EXISTS (
            SELECT 1 FROM clausea.purging p
            JOIN clausea.appeals a ON a.denial_id = p.denial_id
            WHERE a.id = d.appeal_id))
    BEGIN;
        THROW 51001, 'history is append-only', 1;
    END;

    DELETE h FROM clausea.history h JOIN deleted d ON d.id = h.id;
END;
GO

ALTER TRIGGER clausea.drafts_are_append_only ON clausea.drafts INSTEAD OF UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM inserted) OR EXISTS (
        SELECT 1 FROM deleted d
        WHERE NOT EXISTS (
            SELECT 1 FROM clausea.purging p
            JOIN clausea.appeals a ON a.denial_id = p.denial_id
            WHERE a.id = d.appeal_id))
    BEGIN;
        THROW 51002, 'drafts are append-only', 1;
    END;

    DELETE x FROM clausea.drafts x JOIN deleted d ON d.appeal_id = x.appeal_id AND d.revision = x.revision;
END;
GO

ALTER TRIGGER clausea.packets_are_append_only ON clausea.packets INSTEAD OF UPDATE, DELETE
AS
BEGIN
    SET NOCOUNT ON;
    IF EXISTS (SELECT 1 FROM inserted) OR EXISTS (
        SELECT 1 FROM deleted d
        WHERE NOT EXISTS (
            SELECT 1 FROM clausea.purging p
            JOIN clausea.appeals a ON a.denial_id = p.denial_id
            WHERE a.id = d.appeal_id))
    BEGIN;
        THROW 51003, 'packets are append-only', 1;
    END;

    DELETE x FROM clausea.packets x JOIN deleted d ON d.id = x.id;
END;
GO
