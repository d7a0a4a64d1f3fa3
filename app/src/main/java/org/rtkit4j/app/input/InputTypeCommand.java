package org.rtkit4j.app.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
        HandRecording moves = recording == null ? typed(Objects.requireNonNull(text)) : HandRecording.read(recording);
        return to == null ? typeHere(moves) : typeThere(moves, RemoteHands.at(to));
    }

    private int typeThere(HandRecording moves, RemoteHands hands) throws BadInputException, InterruptedException {
        if (!via.isEmulator() || via.hasProfile() || via.isCaptured()) {
            throw new ParameterException(spec.commandLine(), "--to types over there: without --via and --capture");
        }
        try {
            moves.play(hands::make);
            hands.awaitTaken();
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
            if (hands == null || !waitFor(queue, List.of("keyboard", "multi-touch"))) {
                throw new BadInputException("%s has no keyboard that becomes ready".formatted(session));
            }
            moves.play(made -> made.forEach(move -> move.on(hands)));
            return print(queue, printer, hands);
        }
    }

    private static boolean waitFor(InputQueue queue, List<String> names) throws InterruptedException {
        var left = new ArrayList<>(names);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!left.isEmpty() && System.nanoTime() < end) {
            InputEvent event = queue.next(TimeUnit.SECONDS.toMillis(1));
            if (event instanceof InputEvent.Said(String kind, String said) && kind.equals("ready")) {
                left.removeIf(name -> said.startsWith(name + " "));
            }
        }
        return left.isEmpty();
    }

    // Until the key is heard that nobody has typed: it comes behind all others.
    private int print(InputQueue queue, InputPrinter printer, MtpHands hands) throws InterruptedException {
        hands.type(END, true, 0);
        InputEvent event = queue.next(PATIENCE_MILLIS);
        while (event != null && !(event instanceof InputEvent.Key(int usage, boolean _) && usage == END)) {
            printer.print(event, 0);
            event = queue.next(PATIENCE_MILLIS);
        }
        if (recording == null) {
            spec.commandLine().getOut().println();
        }
        return event == null ? ExitStatus.FAILED : ExitStatus.OK;
    }
}
