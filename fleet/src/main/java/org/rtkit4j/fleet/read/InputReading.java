package org.rtkit4j.fleet.read;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.fleet.privacy.Redaction;
import org.rtkit4j.fleet.table.BatchRow;
import org.rtkit4j.fleet.table.EndedInput;
import org.rtkit4j.fleet.table.LoggedMessage;
import org.rtkit4j.fleet.table.ReportAnswer;
import org.rtkit4j.fleet.table.UnreadableFile;

/// Reads one input and puts its rows into a queue, the input's own as the last. Whatever goes wrong becomes a row.
final class InputReading implements Runnable, RowSink {
    private final FleetInput input;
    private final ReadRules rules;
    private final FileOpener opener;
    private final RowQueue rows;

    private long answers;
    private long refused;

    InputReading(FleetInput input, ReadRules rules, FileOpener opener, RowQueue rows) {
        this.input = input;
        this.rules = rules;
        this.opener = opener;
        this.rows = rows;
    }

    @Override
    public void run() {
        try {
            if (input.isFolder()) {
                end(0, null);
            } else {
                open();
            }
        } catch (GivenUpException _) {
            // Nobody takes rows any more.
        } catch (StackOverflowError | OutOfMemoryError | RuntimeException e) {
            refuse(e instanceof OutOfMemoryError ? "not enough memory to read it" : "reading it failed: " + nameOf(e));
            end(0, null);
        }
    }

    private static String nameOf(Throwable e) {
        return e.getClass().getSimpleName();
    }

    /// What cannot be opened today is tried again.
    private void open() {
        if (rules.lineColumn() == null && LineRows.isNamed(input.path())) {
            end(0, LineRows.NO_FIELD);
            return;
        }
        InputStream opened;
        try {
            opened = opener.open(input.path());
        } catch (FileNotFoundException | NoSuchFileException | AccessDeniedException _) {
            end(0, "no such file, or it must not be read");
            return;
        } catch (IOException e) {
            end(0, "cannot be opened: " + nameOf(e));
            return;
        }
        end(read(opened), null);
    }

    private long read(InputStream opened) {
        try (InputStream in = new CountedInput(opened, rules.mostBytes())) {
            return ReportRows.ofFile(input.path(), rules, this).readAll(in);
        } catch (IOException e) {
            refuse("cannot be read: " + nameOf(e));
            return 0;
        }
    }

    private void end(long members, @Nullable String again) {
        put(BatchRow.of(ended(members, refused + (again == null ? 0 : 1), again)));
    }

    private EndedInput ended(long members, long unreadable, @Nullable String again) {
        return new EndedInput(pseudonym(), path(), input.bytes(), members, answers, unreadable, again);
    }

    private @Nullable String path() {
        return rules.keepsPaths() ? input.path() : null;
    }

    private String pseudonym() {
        return rules.pseudonyms().file(input.path());
    }

    /// Returns the rows of an input that nobody waits for any longer.
    List<Row> givenUp() {
        String reason = "nothing came of it for %d seconds: given up".formatted(rules.mostSeconds());
        return List.of(BatchRow.of(refusal(reason)), BatchRow.of(ended(0, refused + 1, null)));
    }

    private UnreadableFile refusal(String reason) {
        return new UnreadableFile(pseudonym(), path(), Redaction.COMMON.of(reason));
    }

    private void refuse(String reason) {
        unreadable(refusal(reason));
    }

    @Override
    public void answer(ReportAnswer answer) {
        answers++;
        put(BatchRow.of(answer));
    }

    @Override
    public void message(LoggedMessage message) {
        put(BatchRow.of(message));
    }

    @Override
    public void unreadable(UnreadableFile file) {
        refused++;
        put(BatchRow.of(file));
    }

    private void put(Row row) {
        try {
            rows.put(row);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new GivenUpException();
        }
    }

    /// The input was given up while it was read.
    private static final class GivenUpException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
