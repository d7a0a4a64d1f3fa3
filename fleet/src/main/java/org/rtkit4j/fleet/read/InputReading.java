package org.rtkit4j.fleet.read;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.BlockingQueue;
import org.apache.spark.sql.Row;
import org.rtkit4j.fleet.privacy.Redaction;
import org.rtkit4j.fleet.table.BatchRow;
import org.rtkit4j.fleet.table.LoggedMessage;
import org.rtkit4j.fleet.table.ReportAnswer;
import org.rtkit4j.fleet.table.TakenFile;
import org.rtkit4j.fleet.table.UnreadableFile;

/// Reads one input and puts its rows into a queue, the input's own as the last. Whatever goes wrong becomes a row.
final class InputReading implements Runnable, RowSink {
    private final FleetInput input;
    private final ReadRules rules;
    private final FileOpener opener;
    private final BlockingQueue<Row> rows;

    private long answers;
    private long refused;

    InputReading(FleetInput input, ReadRules rules, FileOpener opener, BlockingQueue<Row> rows) {
        this.input = input;
        this.rules = rules;
        this.opener = opener;
        this.rows = rows;
    }

    @Override
    public void run() {
        try {
            end(read());
        } catch (GivenUpException _) {
            // Nobody takes rows any more.
        } catch (StackOverflowError | OutOfMemoryError | RuntimeException e) {
            refuse(e instanceof OutOfMemoryError ? "not enough memory to read it" : "reading it failed: " + nameOf(e));
            end(0);
        }
    }

    private static String nameOf(Throwable e) {
        return e.getClass().getSimpleName();
    }

    private long read() {
        try (InputStream in = new CountedInput(opener.open(input.path()), rules.mostBytes())) {
            return LineRows.isWanted(rules, input.path())
                    ? new LineRows(rules, this).readAll(input.path(), in)
                    : new ReportRows(input.path(), rules, null, this).readAll(in);
        } catch (FileNotFoundException | NoSuchFileException | AccessDeniedException _) {
            refuse("no such file, or it must not be read");
        } catch (IOException e) {
            refuse("cannot be read: " + nameOf(e));
        }
        return 0;
    }

    private void end(long members) {
        put(BatchRow.of(new TakenFile(pseudonym(), input.bytes(), members, answers, refused)));
    }

    private String pseudonym() {
        return rules.pseudonyms().file(input.path());
    }

    /// Returns the rows of an input that nobody waits for any longer.
    Row[] givenUp() {
        String reason = "nothing came of it for %d seconds: given up".formatted(rules.mostSeconds());
        return new Row[] {
            BatchRow.of(refusal(reason)),
            BatchRow.of(new TakenFile(pseudonym(), input.bytes(), 0, answers, refused + 1))
        };
    }

    private UnreadableFile refusal(String reason) {
        return new UnreadableFile(pseudonym(), rules.keepsPaths() ? input.path() : null, Redaction.COMMON.of(reason));
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
