package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.Amount;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.ProgressBar;
import org.rtkit4j.app.terminal.Terminal;

/// Explains folders: a line for each crash, then the groups; or the groups alone.
final class FolderOutput {
    private final PrintWriter out;
    private final PrintWriter err;
    private final @Nullable PrintWriter progress;
    private final boolean json;
    private final boolean groupsOnly;
    private final GroupTable groups;
    private final FolderHistory history = new FolderHistory();
    private final Findings findings = new Findings();
    private int done;

    /// @param since groups that begin then or later are marked as new; null where nobody asks
    /// @param progress where a bar is shown; null: nowhere
    FolderOutput(
            PrintWriter out,
            PrintWriter err,
            @Nullable PrintWriter progress,
            boolean json,
            boolean groupsOnly,
            @Nullable Instant since) {
        this.groups = new GroupTable(since);
        this.out = out;
        this.err = err;
        this.progress = progress;
        this.json = json;
        this.groupsOnly = groupsOnly;
    }

    /// Reads what the names lead to.
    ///
    /// @return the exit status that these folders earn
    int explain(List<String> names) throws BadInputException, IOException {
        List<Path> roots = new ArrayList<>();
        for (String name : names) {
            roots.add(InputPath.of(name));
        }
        ProgressBar bar = progress == null ? null : new ProgressBar(progress, FolderReader.count(roots));
        try (var reader = new FolderReader(file -> take(file, bar))) {
            for (Path root : roots) {
                reader.read(root);
            }
        } finally {
            if (bar != null) {
                bar.clear();
            }
        }
        finish(names);
        return findings.status();
    }

    private void take(FolderFile file, @Nullable ProgressBar bar) {
        groups.add(file);
        done++;
        if (bar != null) {
            bar.show(done);
        }
        file.unreadable().forEach(this::complain);
        for (CrashRow row : file.rows()) {
            findings.addFound();
            if (!groupsOnly) {
                history.add(row);
            }
        }
    }

    private void complain(String name, String reason) {
        findings.addUnreadable();
        err.println("rtkit: " + Terminal.escape(name) + ": " + Terminal.escape(reason));
    }

    private void finish(List<String> names) {
        if (json) {
            Json.printObject(out, document -> {
                groups.write(document);
                history.write(document);
            });
        } else if (groups.files() == 0 && findings.status() == ExitStatus.BAD_INPUT) {
            // Why nothing was read has been said.
            return;
        } else if (groups.crashes() == 0) {
            out.println(Terminal.escape(String.join(", ", names)) + ": none of its " + Amount.of(groups.files(), "file")
                    + " holds a crash or a panic");
        } else {
            if (!groupsOnly) {
                history.printRows(out);
                out.println();
            }
            groups.print(out);
            history.printDevices(out);
        }
        out.flush();
    }
}
