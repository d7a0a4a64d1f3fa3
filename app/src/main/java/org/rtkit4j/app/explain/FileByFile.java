package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.Amount;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.forensics.model.ReportFile;

/// Explains files one after the other, and whatever is in those that are archives. What cannot be read is named on
/// standard error and stops nothing.
final class FileByFile implements FileTaker {
    private final AnswerOutput output;
    private final PrintWriter err;
    private final UnaryOperator<ReportFile> told;
    private final Findings findings = new Findings();

    private long members;
    private long shown;
    private @Nullable ReportFile empty;

    /// @param told adds to a file what is known besides
    FileByFile(AnswerOutput output, PrintWriter err, UnaryOperator<ReportFile> told) {
        this.told = told;
        this.output = output;
        this.err = err;
    }

    /// Explains what the arguments name.
    ///
    /// @return the exit status that these files earn
    int explain(List<String> arguments) throws IOException {
        try (output) {
            for (String argument : arguments) {
                explain(argument);
            }
        }
        return findings.status();
    }

    /// Explains the newest report of this machine, and says what that is.
    ///
    /// @return the exit status that it earns
    int explain(OwnMachine machine) throws IOException {
        try (output) {
            explainNewest(machine);
        }
        return findings.status();
    }

    private void explainNewest(OwnMachine machine) throws IOException {
        try {
            ReportFile newest = machine.newest();
            err.println("rtkit: reading " + Terminal.escape(newest.name()));
            read(newest);
            if (shown == 0) {
                output.none(newest);
            }
        } catch (BadInputException e) {
            unreadable("this machine", String.valueOf(e.getMessage()));
        }
    }

    private void explain(String argument) throws IOException {
        members = 0;
        shown = 0;
        empty = null;
        ReportInput.read(argument, this);
        if (shown == 0 && members > 0) {
            output.none(nothingIn(argument));
        }
    }

    private ReportFile nothingIn(String argument) {
        ReportFile only = empty;
        return members == 1 && only != null
                ? only
                : ReportFile.none(
                        argument, "none of its %s holds a crash or a panic".formatted(Amount.of(members, "file")));
    }

    @Override
    public void read(ReportFile file) {
        members++;
        findings.add(file);
        if (file.isRecognised()) {
            shown++;
            printed(() -> output.explain(told.apply(file)));
        } else {
            empty = file;
        }
    }

    @Override
    public void unreadable(String name, String reason) {
        findings.addUnreadable();
        err.println("rtkit: " + Terminal.escape(name) + ": " + Terminal.escape(reason));
        printed(() -> output.unreadable(name, reason));
    }

    /// What may fail where no checked exception may pass.
    private interface Printing {
        void print() throws IOException;
    }

    private static void printed(Printing printing) {
        try {
            printing.print();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
