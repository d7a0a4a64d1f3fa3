package org.rtkit4j.app.smc;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.rtkit4j.wire.port.Releases;

/// The terminal in `top`: a screen of its own, keys, resize; closing gives the old screen back as it was.
final class TopScreen implements AutoCloseable {
    private static final int ESCAPE = 27;
    private static final long SEQUENCE_MILLIS = 50;
    private static final int LONGEST_SEQUENCE = 6;

    private final Terminal terminal;
    private final Attributes before;
    private final Display display;
    private final AtomicBoolean isClosed = new AtomicBoolean();
    private final AtomicBoolean isResized = new AtomicBoolean(true);
    private final AtomicBoolean isInterrupted = new AtomicBoolean();

    private TopScreen(Terminal terminal) {
        this.terminal = terminal;
        before = terminal.enterRawMode();
        display = new Display(terminal, true);
        terminal.handle(Signal.WINCH, _ -> isResized.set(true));
        terminal.handle(Signal.INT, _ -> isInterrupted.set(true));
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        terminal.flush();
    }

    static TopScreen open() throws IOException {
        return new TopScreen(TerminalBuilder.builder().system(true).dumb(false).build());
    }

    /// Shows the model in the size that the terminal has now.
    void show(TopModel model) {
        Size size = terminal.getSize();
        int width = Math.max(1, size.getColumns());
        int height = Math.max(1, size.getRows());
        if (isResized.getAndSet(false)) {
            display.resize(size);
            display.clear();
            terminal.puts(Capability.clear_screen);
        }
        List<String> lines = model.lines(width, height);
        List<AttributedString> styled = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean isFrame = i == 0 || i == lines.size() - 1;
            styled.add(new AttributedString(lines.get(i), isFrame ? AttributedStyle.INVERSE : AttributedStyle.DEFAULT));
        }
        display.update(styled, -1);
        terminal.flush();
    }

    /// Returns whether the terminal's size has changed since the last [#show].
    boolean isStale() {
        return isResized.get();
    }

    /// Waits for a key.
    TopKey read(long millis) throws IOException {
        if (isInterrupted.get()) {
            return TopKey.QUIT;
        }
        NonBlockingReader reader = terminal.reader();
        int letter = reader.read(millis);
        if (letter == ESCAPE) {
            return readSequence(reader);
        }
        return letter == NonBlockingReader.EOF ? TopKey.QUIT : TopKey.ofLetter(letter);
    }

    private static TopKey readSequence(NonBlockingReader reader) throws IOException {
        int bracket = reader.read(SEQUENCE_MILLIS);
        if (bracket != '[' && bracket != 'O') {
            return TopKey.NONE;
        }
        var sequence = new StringBuilder();
        while (sequence.length() < LONGEST_SEQUENCE) {
            int letter = reader.read(SEQUENCE_MILLIS);
            if (letter < 0) {
                return TopKey.NONE;
            }
            sequence.append((char) letter);
            if (letter == '~' || Character.isLetter(letter)) {
                return TopKey.ofSequence(sequence.toString());
            }
        }
        return TopKey.NONE;
    }

    @Override
    public void close() throws IOException {
        if (!isClosed.compareAndSet(false, true)) {
            return;
        }
        Releases.<IOException>all(this::clear, () -> terminal.setAttributes(before), terminal::close);
    }

    private void clear() {
        terminal.puts(Capability.clear_screen);
        terminal.puts(Capability.exit_ca_mode);
        terminal.puts(Capability.cursor_normal);
        terminal.flush();
    }
}
