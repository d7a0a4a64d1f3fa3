package org.rtkit4j.benchmarks.suite;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Everything, in one table.
public final class Suite {
    private static final List<String> HEAD = List.of("work", "ours", "peer", "ratio", "goal", "B/op");

    private final Path root;
    private final boolean quick;
    private final Progress progress;

    /// @param root the project's folder
    /// @param quick whether under a minute is all there is
    public Suite(Path root, boolean quick) {
        this.root = root;
        this.quick = quick;
        progress = new Progress(System.err, Boolean.getBoolean("rtkit.stderr.terminal"));
    }

    /// Runs it, prints the table or JSON, and writes JSON to `benchmarks/target/suite.json`.
    ///
    /// @return whether every goal is met
    public boolean run(boolean json) throws Exception {
        Effort effort = quick ? Effort.QUICK : Effort.FULL;
        Peer peer = Peer.build(root, progress);
        var rows = new ArrayList<Row>(new OneThread(effort, peer, progress).rows());
        progress.step("two threads");
        rows.add(TwoThreads.row(effort.sharedJvms(), effort.sharedMillis()));
        rows.addAll(Fleets.rows(effort, progress));
        progress.step("keyboard");
        rows.add(KeyPresses.row(effort));
        rows.addAll(new StartUp(root, effort.starts()).rows(progress));
        progress.done();
        byte[] document = document(rows);
        Files.write(root.resolve("benchmarks/target/suite.json"), document);
        if (json) {
            System.out.write(document);
        } else {
            print(rows);
        }
        return rows.stream().allMatch(Row::met);
    }

    private byte[] document(List<Row> rows) throws IOException {
        var bytes = new ByteArrayOutputStream();
        SuiteJson.write(bytes, quick, SuiteMachine.of(root), progress.notes(), rows);
        return bytes.toByteArray();
    }

    private static void print(List<Row> rows) {
        var lines = new ArrayList<List<String>>();
        lines.add(HEAD);
        rows.forEach(row -> lines.add(row.cells()));
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        lines.forEach(line -> System.out.println(line(line, widths)));
    }

    private static String line(List<String> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? cells.get(i) + padding : "  " + padding + cells.get(i));
        }
        return line.toString();
    }
}
