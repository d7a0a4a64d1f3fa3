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
import org.rtkit4j.wire.hid.KeyUsage;
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
    private static final int END = KeyUsage.LAST;

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
                return print(queue, printer, player);
            } finally {
                player.interrupt();
                player.join();
            }
        }
    }

    // The key at the end is one that nobody has typed: it comes behind all others.
    private static void play(HandRecording moves, MtpHands hands) {
        try {
            moves.play(made -> made.forEach(move -> move.on(hands)));
            hands.type(END, true, 0);
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

    private int print(InputQueue queue, InputPrinter printer, Thread player) throws InterruptedException {
        long start = System.nanoTime();
        InputEvent event = next(queue, player);
        while (event != null && !isEnd(event)) {
            printer.print(event, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
            event = next(queue, player);
        }
        if (recording == null) {
            spec.commandLine().getOut().println();
        }
        if (event == null) {
            spec.commandLine().getErr().println("rtkit: input: the driver hears nothing any more");
        }
        return event == null ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private static boolean isEnd(InputEvent event) {
        return event instanceof InputEvent.Key(int usage, boolean _) && usage == END;
    }

    // A recording may be silent for longer than a keyboard.
    private static @Nullable InputEvent next(InputQueue queue, Thread player) throws InterruptedException {
        InputEvent event = queue.next(PATIENCE_MILLIS);
        while (event == null && player.isAlive()) {
            event = queue.next(PATIENCE_MILLIS);
        }
        return event;
    }
}
