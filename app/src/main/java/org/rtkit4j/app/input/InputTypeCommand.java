package org.rtkit4j.app.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.emulator.mtp.MtpHands;
import org.rtkit4j.wire.hid.UsLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit input type`: hands on an emulated keyboard.
@Command(
        name = "type",
        mixinStandardHelpOptions = true,
        description = {
            "Types on an emulated keyboard, and prints what the driver hears of it.",
            "With --to it types on one elsewhere, and ends once that has taken all of it.",
            ""
        })
final class InputTypeCommand implements Callable<Integer> {
    // A busy machine takes longer; one that hears nothing at all has failed.
    private static final long PATIENCE_MILLIS = 60_000;
    private static final long LOOK_MILLIS = 250;
    private static final long SHORT_LOOK_MILLIS = 10;

    @Mixin
    private final ViaOption via = new ViaOption();

    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "What is typed, on a US keyboard.")
    private @Nullable String text;

    @Option(names = "--recording", paramLabel = "FILE", description = "What was recorded by `rtkit input watch`.")
    private @Nullable Path recording;

    @Option(
            names = "--to",
            paramLabel = "URL",
            description = "Type on the keyboard of another process, where its page is: rtkit emulate --page.")
    private @Nullable String to;

    @Option(
            names = "--every",
            paramLabel = "MILLIS",
            defaultValue = "30",
            description = "From key to key; default: ${DEFAULT-VALUE}.")
    private int everyMillis;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "With --to: how long to wait for somebody who listens; default: ${DEFAULT-VALUE}.")
    private int waitSeconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (text == null == (recording == null)) {
            throw new ParameterException(spec.commandLine(), "either a text or --recording");
        }
        if (everyMillis < 0 || everyMillis > 10_000) {
            throw new ParameterException(spec.commandLine(), "--every is 0 to 10000: " + everyMillis);
        }
        if (waitSeconds < 1 || waitSeconds > 86_400) {
            throw new ParameterException(spec.commandLine(), "--wait is 1 to 86400: " + waitSeconds);
        }
        HandRecording moves = recording == null ? typed(Objects.requireNonNull(text)) : HandRecording.read(recording);
        return to == null ? typeHere(moves) : typeThere(moves, RemoteHands.at(to));
    }

    private int typeThere(HandRecording moves, RemoteHands hands) throws BadInputException, InterruptedException {
        if (!via.isEmulator() || via.hasProfile() || via.isCaptured()) {
            throw new ParameterException(spec.commandLine(), "--to types over there: without --via and --capture");
        }
        try {
            moves.play(hands::make);
            hands.awaitTaken(TimeUnit.SECONDS.toNanos(waitSeconds));
            return ExitStatus.OK;
        } catch (IOException e) {
            spec.commandLine().getErr().println("rtkit: " + e.getMessage());
            return ExitStatus.FAILED;
        }
    }

    // A recording of one text: its keys one by one, each at its time.
    private HandRecording typed(String all) throws BadInputException {
        var moves = new ArrayList<HandRecording.Timed>();
        for (int i = 0; i < all.length(); i++) {
            char each = all.charAt(i);
            if (UsLayout.strokeFor(each) == UsLayout.NONE) {
                throw new BadInputException(
                        "there is no key for this character: index=%d, character=U+%04x".formatted(i, (int) each));
            }
            moves.add(new HandRecording.Timed(
                    TimeUnit.MILLISECONDS.toMicros((long) everyMillis * i), new HandMove.Text(String.valueOf(each))));
        }
        return new HandRecording(moves);
    }

    private int typeHere(HandRecording moves) throws Exception {
        if (!via.isEmulator()) {
            throw new BadInputException("only an emulated keyboard has hands on it here");
        }
        var queue = new InputQueue();
        try (var session = InputSession.open(via, queue, Optional.empty())) {
            session.closeOnExit();
            MtpHands hands = session.hands();
            var printer = new InputPrinter(spec.commandLine().getOut(), false, recording == null, session.driver());
            if (hands == null || !waitFor(session, queue, moves.interfaces())) {
                spec.commandLine().getErr().println("rtkit: input: %s has nothing to type on".formatted(session));
                return ExitStatus.FAILED;
            }
            Thread player = Thread.startVirtualThread(() -> play(moves, hands));
            try {
                return print(new Hearing(session, hands, queue, player), printer);
            } finally {
                player.interrupt();
                player.join();
            }
        }
    }

    private static void play(HandRecording moves, MtpHands hands) {
        try {
            moves.play(made -> made.forEach(move -> move.on(hands)));
        } catch (IOException | InterruptedException _) {
            // The command ends before its moves do.
        }
    }

    // Until all that is needed is there, or will not come.
    private boolean waitFor(InputSession session, InputQueue queue, Set<String> names) throws InterruptedException {
        var left = new HashSet<>(names);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        boolean isLost = false;
        while (!left.isEmpty() && !isLost && session.trouble() == null && System.nanoTime() < end) {
            InputEvent event = queue.next(LOOK_MILLIS);
            if (event instanceof InputEvent.Said(String kind, String said) && kind.equals("ready")) {
                left.removeIf(name -> said.startsWith(name + " "));
            } else if (event instanceof InputEvent.Trouble trouble) {
                complain(trouble);
                isLost = left.contains(trouble.fault().lost());
            }
        }
        return left.isEmpty();
    }

    private void complain(InputEvent.Trouble trouble) {
        spec.commandLine().getErr().println("rtkit: input: " + trouble.text());
    }

    private int print(Hearing hearing, InputPrinter printer) throws InterruptedException {
        long start = System.nanoTime();
        for (InputEvent event = hearing.next(); event != null; event = hearing.next()) {
            printer.print(event, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
        }
        if (recording == null) {
            spec.commandLine().getOut().println();
        }
        if (!hearing.isWhole()) {
            spec.commandLine().getErr().println("rtkit: input: the driver hears nothing any more");
        }
        return hearing.isWhole() ? ExitStatus.OK : ExitStatus.FAILED;
    }

    /// What the driver hears of what is typed here, up to the last of it.
    private record Hearing(InputSession session, MtpHands hands, InputQueue queue, Thread player) {
        /// Returns the next event, or null at the end, or where none comes any more.
        @Nullable
        InputEvent next() throws InterruptedException {
            long silentSince = System.nanoTime();
            while (System.nanoTime() - silentSince < TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS)) {
                boolean isLast = queue.isFinished();
                InputEvent event = queue.next(isLast ? 0 : SHORT_LOOK_MILLIS);
                if (event != null || isLast) {
                    return event;
                }
                if (player.isAlive()) {
                    // A recording may be silent for longer than a keyboard.
                    silentSince = System.nanoTime();
                } else if (hands.isTaken()) {
                    // What the driver has read it tells in the turn in which it reads.
                    session.afterThis(queue::finish);
                }
            }
            return null;
        }

        boolean isWhole() {
            return queue.isFinished();
        }
    }
}
