package org.rtkit4j.app.input;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.drivers.input.InputFault;
import org.rtkit4j.drivers.input.KeyboardIdentity;
import org.rtkit4j.wire.hid.KeyUsage;

/// Something that was heard of keyboard and trackpad, to be printed.
sealed interface InputEvent {
    /// Returns it in words, fit for a terminal.
    String text();

    /// Writes its fields.
    void json(JsonGenerator json) throws IOException;

    /// A key has gone down or up.
    record Key(int usage, boolean isDown) implements InputEvent {
        @Override
        public String text() {
            return (isDown ? "+" : "-") + KeyUsage.nameOf(usage);
        }

        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStringField("event", "key");
            json.writeNumberField("usage", usage);
            json.writeStringField("name", KeyUsage.nameOf(usage));
            json.writeBooleanField("down", isDown);
        }
    }

    /// The pointer has moved.
    record Move(int dx, int dy, int wheel) implements InputEvent {
        @Override
        public String text() {
            return "move %d %d%s".formatted(dx, dy, wheel == 0 ? "" : ", wheel " + wheel);
        }

        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStringField("event", "move");
            json.writeNumberField("dx", dx);
            json.writeNumberField("dy", dy);
            json.writeNumberField("wheel", wheel);
        }
    }

    /// A button has gone down or up.
    record Button(int button, boolean isDown) implements InputEvent {
        @Override
        public String text() {
            return "%sbutton %d".formatted(isDown ? "+" : "-", button);
        }

        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStringField("event", "button");
            json.writeNumberField("button", button);
            json.writeBooleanField("down", isDown);
        }
    }

    /// A finger touches, has moved, or was lifted.
    record Touch(int contact, boolean isDown, int x, int y) implements InputEvent {
        @Override
        public String text() {
            return "%sfinger %d at %d, %d".formatted(isDown ? "+" : "-", contact, x, y);
        }

        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStringField("event", "touch");
            json.writeNumberField("contact", contact);
            json.writeBooleanField("down", isDown);
            json.writeNumberField("x", x);
            json.writeNumberField("y", y);
        }
    }

    /// Something was wrong, and survived.
    record Trouble(InputFault fault) implements InputEvent {
        @Override
        public String text() {
            return Terminal.escape(fault.message());
        }

        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStringField("event", "trouble");
            json.writeStringField("text", text());
        }
    }

    /// All that happened at one time was told.
    record Frame() implements InputEvent {
        @Override
        public String text() {
            return "";
        }

        @Override
        public void json(JsonGenerator json) {}
    }

    /// Something has changed that is no input.
    record Said(String kind, String text) implements InputEvent {
        static Said ready(String name) {
            return new Said("ready", Terminal.escape(name) + " is ready");
        }

        static Said down() {
            return new Said("down", "the co-processor is down, everything is released");
        }

        static Said of(KeyboardIdentity identity) {
            return new Said(
                    "identity",
                    "vendor 0x%04x, product 0x%04x, version 0x%04x, keyboard type 0x%02x, serial %s"
                            .formatted(
                                    identity.vendor(),
                                    identity.product(),
                                    identity.version(),
                                    identity.keyboardType(),
                                    Terminal.escape(identity.serial())));
        }

        @Override
        public void json(JsonGenerator json) throws IOException {
            json.writeStringField("event", kind);
            json.writeStringField("text", text);
        }
    }
}
