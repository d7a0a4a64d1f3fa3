package org.rtkit4j.app.capture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import org.rtkit4j.app.file.OutputFile;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.capture.pcapng.CaptureCursor;
import org.rtkit4j.capture.pcapng.CaptureFile;
import org.rtkit4j.capture.pcapng.CaptureWriter;
import org.rtkit4j.capture.pcapng.CapturedInterface;
import org.rtkit4j.wire.capture.CaptureFrame;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit capture merge`: several captures, or one of several mailboxes, in the order of time.
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Puts captures together in the order of time. Each mailbox keeps the order of its own messages.",
            ""
        })
final class MergeCommand implements Callable<Integer> {
    private static final int MOST_MAILBOXES = 1000;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Captures.")
    private List<String> files = List.of();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The capture to write.")
    private Path output = Path.of("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    /// The messages of one mailbox, where its turn has come to.
    private record Lane(CaptureCursor cursor, CapturedInterface from, int to, int order) {
        /// Goes to the mailbox's next packet.
        boolean next() {
            boolean more = cursor.next();
            while (more && cursor.interfaceOf().number() != from.number()) {
                more = cursor.next();
            }
            return more;
        }
    }

    @Override
    public Integer call() throws BadInputException, IOException {
        var open = new ArrayList<CaptureFile>();
        boolean[] isWhole = {true};
        try {
            for (String file : files) {
                open.add(CaptureInput.open(file));
            }
            OutputFile.write(output, part -> {
                try (var writer = CaptureWriter.create(part)) {
                    isWhole[0] = merge(open, writer);
                }
            });
        } finally {
            for (CaptureFile file : open) {
                file.close();
            }
        }
        return isWhole[0] ? ExitStatus.OK : ExitStatus.BAD_INPUT;
    }

    private boolean merge(List<CaptureFile> open, CaptureWriter writer) throws IOException, BadInputException {
        var lanes = new PriorityQueue<Lane>((a, b) -> {
            int byTime = Long.compare(a.cursor.timeNanos(), b.cursor.timeNanos());
            return byTime != 0 ? byTime : Integer.compare(a.order, b.order);
        });
        boolean isWhole = true;
        for (CaptureFile file : open) {
            CaptureCursor whole = file.cursor();
            boolean more = true;
            while (more) {
                more = whole.next();
            }
            isWhole &=
                    CaptureInput.complain(file.name(), whole, spec.commandLine().getErr());
            for (CapturedInterface each : whole.interfaces()) {
                add(file, each, lanes, writer);
            }
        }
        for (Lane lane = lanes.poll(); lane != null; lane = lanes.poll()) {
            copy(lane.cursor, lane.to, writer);
            if (lane.next()) {
                lanes.add(lane);
            }
        }
        return isWhole;
    }

    private static void add(CaptureFile file, CapturedInterface from, PriorityQueue<Lane> lanes, CaptureWriter writer)
            throws IOException, BadInputException {
        if (lanes.size() == MOST_MAILBOXES) {
            throw new BadInputException("%s: too many mailboxes: limit=%d".formatted(file.name(), MOST_MAILBOXES));
        }
        int to = writer.addInterface(from.name(), from.description());
        var lane = new Lane(file.cursor(), from, to, to);
        if (lane.next()) {
            lanes.add(lane);
        }
    }

    private static void copy(CaptureCursor from, int to, CaptureWriter writer) throws IOException {
        switch (from.kind()) {
            case CaptureFrame.MESSAGE ->
                writer.message(
                        to,
                        from.timeNanos(),
                        from.direction(),
                        from.vocabulary(),
                        from.msg0(),
                        from.msg1(),
                        from.dropped(),
                        from.body());
            case CaptureFrame.MEMORY ->
                writer.memory(
                        to,
                        from.timeNanos(),
                        from.direction(),
                        from.vocabulary(),
                        from.msg0(),
                        from.msg1(),
                        from.body());
            case CaptureFrame.NOTE ->
                writer.note(
                        to,
                        from.timeNanos(),
                        from.vocabulary(),
                        java.nio.charset.StandardCharsets.UTF_8
                                .decode(from.body())
                                .toString());
            default -> {
                // A kind of a later version.
            }
        }
    }
}
