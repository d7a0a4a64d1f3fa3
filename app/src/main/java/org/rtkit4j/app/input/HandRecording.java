package org.rtkit4j.app.input;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.wire.file.WholeFile;

/// What hands did, each with its time: lines of milliseconds and a [HandMove]; `#` begins a comment.
///
/// @param moves in the order of their times
record HandRecording(List<Timed> moves) {
    /// The first line of a file.
    static final String TITLE = "# what was done on keyboard and trackpad: milliseconds, and what";

    private static final int LARGEST_BYTES = 64 << 20;
    private static final double MICROS = 1000;
    private static final int MOST_AT_ONCE = 500;

    /// A move, and when it was made since the beginning.
    record Timed(long micros, HandMove move) {
        @Override
        public String toString() {
            return "%.3f %s".formatted(micros / MICROS, move);
        }
    }

    HandRecording {
        moves = List.copyOf(moves);
    }

    /// Reads a file.
    ///
    /// @throws BadInputException if it cannot be read; the message is one line with file and line
    static HandRecording read(Path file) throws BadInputException {
        try {
            byte[] bytes = WholeFile.read(file, "a recording", LARGEST_BYTES);
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return read(file.toString(), text.toString().lines().toList());
        } catch (MalformedInputException _) {
            throw new BadInputException(file + ": not a text");
        } catch (IOException e) {
            throw new BadInputException(IoReason.unreadable(file, e));
        }
    }

    static HandRecording read(String source, List<String> lines) throws BadInputException {
        var moves = new ArrayList<Timed>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).stripLeading();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                moves.add(timed(line, moves.isEmpty() ? 0 : moves.getLast().micros()));
            } catch (IllegalArgumentException e) {
                throw new BadInputException("%s:%d: %s".formatted(source, number, e.getMessage()));
            }
        }
        return new HandRecording(moves);
    }

    private static Timed timed(String line, long before) {
        int blank = line.indexOf(' ');
        String time = blank < 0 ? line : line.substring(0, blank);
        if (!time.matches("\\d{1,9}(\\.\\d{1,3})?")) {
            throw new IllegalArgumentException("does not begin with milliseconds: " + time);
        }
        long micros = Math.round(Double.parseDouble(time) * MICROS);
        if (micros < before) {
            throw new IllegalArgumentException("is earlier than the line before: " + time);
        }
        return new Timed(micros, HandMove.parse(line.substring(time.length()).stripLeading()));
    }

    /// Returns the names of the interfaces that it needs.
    Set<String> interfaces() {
        return moves.stream().map(timed -> timed.move().device()).collect(Collectors.toSet());
    }

    /// Does moves, in their order.
    @FunctionalInterface
    interface Player {
        void make(List<HandMove> moves) throws IOException;
    }

    /// Does it all again, each at its time; those that are due together, together.
    void play(Player player) throws InterruptedException, IOException {
        long start = System.nanoTime();
        int next = 0;
        while (next < moves.size()) {
            long wait = TimeUnit.MICROSECONDS.toNanos(moves.get(next).micros()) - (System.nanoTime() - start);
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            int end = due(next, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
            player.make(moves.subList(next, end).stream().map(Timed::move).toList());
            next = end;
        }
    }

    private int due(int first, long micros) {
        int end = first + 1;
        while (end < moves.size()
                && end - first < MOST_AT_ONCE
                && moves.get(end).micros() <= micros) {
            end++;
        }
        return end;
    }
}
