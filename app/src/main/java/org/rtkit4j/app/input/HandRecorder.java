package org.rtkit4j.app.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.file.OutputFile;
import org.rtkit4j.app.terminal.BadInputException;

/// Writes what is heard as a recording that hands can play.
final class HandRecorder implements AutoCloseable {
    private final Writer out;
    private int buttons;
    private boolean hasTouched;

    /// Begins a file, which has its first line from the start, and each of the others once it was heard.
    HandRecorder(Path file) throws IOException, BadInputException {
        try (var output = OutputFile.begin(file)) {
            out = Channels.newWriter(output.open(), StandardCharsets.UTF_8);
            line(HandRecording.TITLE);
            output.publish();
        }
    }

    void write(InputEvent event, long micros) {
        HandMove move = move(event);
        if (move != null) {
            line(new HandRecording.Timed(micros, move).toString());
        }
    }

    private @Nullable HandMove move(InputEvent event) {
        return switch (event) {
            case InputEvent.Key(int usage, boolean isDown) -> new HandMove.Key(usage, isDown);
            case InputEvent.Move(int dx, int dy, int wheel) ->
                new HandMove.Mouse(buttons, cut(dx), cut(dy), cut(wheel));
            case InputEvent.Button(int button, boolean isDown) -> button(button, isDown);
            case InputEvent.Touch(int contact, boolean isDown, int x, int y) -> {
                hasTouched = true;
                yield new HandMove.Finger(contact, isDown, x, y);
            }
            case InputEvent.Frame _ -> frame();
            case InputEvent.Said _, InputEvent.Trouble _ -> null;
        };
    }

    private @Nullable HandMove button(int button, boolean isDown) {
        int bit = button >= 1 && button <= 3 ? 1 << (button - 1) : 0;
        buttons = isDown ? buttons | bit : buttons & ~bit;
        return bit == 0 ? null : new HandMove.Mouse(buttons, 0, 0, 0);
    }

    private @Nullable HandMove frame() {
        boolean isDue = hasTouched;
        hasTouched = false;
        return isDue ? new HandMove.Frame() : null;
    }

    private static int cut(int value) {
        return Math.clamp(value, -127, 127);
    }

    private void line(String line) {
        try {
            out.write(line);
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
