package org.rtkit4j.app.input;

import java.io.PrintWriter;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.drivers.input.InputDriver;
import org.rtkit4j.wire.hid.UsLayout;

/// Prints what is heard, in one of three forms; and does what an operating system does about caps lock.
final class InputPrinter {
    private static final double MICROS = 1e6;

    private final PrintWriter out;
    private final boolean isJson;
    private final boolean isText;
    private final TypedText typed;

    InputPrinter(PrintWriter out, boolean isJson, boolean isText, InputDriver driver) {
        this.out = out;
        this.isJson = isJson;
        this.isText = isText;
        this.typed = new TypedText(driver::leds);
    }

    /// Prints an event.
    ///
    /// @param micros since the command has begun
    /// @return whether it counts: troubles and the ends of frames do not
    boolean print(InputEvent event, long micros) {
        boolean isPrinted = !(event instanceof InputEvent.Frame);
        if (event instanceof InputEvent.Key(int usage, boolean isDown)) {
            key(usage, isDown);
        }
        if (!isText && isPrinted) {
            line(event, micros);
        }
        return isPrinted && !(event instanceof InputEvent.Trouble);
    }

    private void line(InputEvent event, long micros) {
        if (isJson) {
            Json.printLine(out, document -> {
                document.writeStartObject();
                document.writeNumberField("seconds", micros / MICROS);
                event.json(document);
                document.writeEndObject();
            });
        } else {
            out.println("%9.3f  %s".formatted(micros / MICROS, event.text()));
            out.flush();
        }
    }

    private void key(int usage, boolean isDown) {
        char character = typed.key(usage, isDown);
        if (isText && character != UsLayout.NONE) {
            text(character);
        }
    }

    private void text(char character) {
        if (character == '\n') {
            out.println();
        } else {
            out.print(character);
        }
        out.flush();
    }
}
