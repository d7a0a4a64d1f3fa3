package org.rtkit4j.app.explain;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.ProgressBar;
import org.rtkit4j.app.terminal.Terminal;

/// Explains folders: a line for each crash, then the groups; or the groups alone.
final class FolderOutput {
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;
    private final boolean groupsOnly;
    private final GroupTable groups = new GroupTable();
    private int done;

    FolderOutput(PrintWriter out, PrintWriter err, boolean json, boolean groupsOnly) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.groupsOnly = groupsOnly;
    }

    int explain(List<String> names) throws BadInputException, IOException {
        List<Path> roots = names.stream().map(Path::of).toList();
        boolean shows = Terminal.showsProgress();
        var bar = new ProgressBar(err, shows ? FolderReader.count(roots) : 0);
        try (var reader = new FolderReader(read -> {
            groups.add(read.rows());
            done++;
            if (shows) {
                bar.show(done);
            }
            if (!json && !groupsOnly) {
                read.rows().forEach(row -> line(row, shows ? bar : null));
            }
        })) {
            for (Path root : roots) {
                reader.read(root);
            }
        } finally {
            if (shows) {
                bar.clear();
            }
        }
        return finish(names);
    }

    private void line(CrashRow row, @Nullable ProgressBar bar) {
        if (bar != null) {
            bar.clear();
        }
        out.println(Terminal.escape(row.path()) + ": " + row.group() + ": " + row.verdict());
    }

    private int finish(List<String> names) throws IOException {
        if (groups.crashes() == 0) {
            err.println("rtkit: " + Terminal.escape(String.join(", ", names))
                    + ": no crash report of a co-processor in " + done + " files");
            return ExitStatus.BAD_INPUT;
        }
        if (json) {
            Json.print(out, groups);
        } else {
            if (!groupsOnly) {
                out.println();
            }
            groups.print(out);
        }
        out.flush();
        return ExitStatus.OK;
    }
}
