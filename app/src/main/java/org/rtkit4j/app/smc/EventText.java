package org.rtkit4j.app.smc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.rtkit4j.drivers.smc.SmcEvent;

/// An event in words and as JSON.
final class EventText {
    private static final int POWER = 1;
    private static final int TOUCH_ID = 6;
    private static final int HELD_SHORT = 0xfe;
    private static final int HELD_LONG = 0;

    private EventText() {}

    static String of(SmcEvent event) {
        return switch (event) {
            case SmcEvent.Button(int _, int button, boolean isDown) ->
                button(button) + (isDown ? " pressed" : " released");
            case SmcEvent.Interrupt(int _, int pin) -> "pin 0x%02x interrupts".formatted(pin);
            case SmcEvent.Lid(int _, boolean isClosed) -> isClosed ? "lid closed" : "lid opened";
            case SmcEvent.Power(int _, SmcEvent.PowerChange change) -> power(change);
            case SmcEvent.Other _ -> "something else";
        };
    }

    static void json(SmcEvent event, double seconds, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("seconds", Math.round(seconds * 1000) / 1000.0);
        json.writeStringField("event", kind(event));
        json.writeStringField("text", of(event));
        json.writeStringField("word", "0x%08x".formatted(event.word()));
        json.writeEndObject();
    }

    private static String kind(SmcEvent event) {
        return switch (event) {
            case SmcEvent.Button _ -> "button";
            case SmcEvent.Interrupt _ -> "interrupt";
            case SmcEvent.Lid _ -> "lid";
            case SmcEvent.Power _ -> "power";
            case SmcEvent.Other _ -> "other";
        };
    }

    private static String power(SmcEvent.PowerChange change) {
        return switch (change) {
            case CHARGER -> "charger changed";
            case BATTERY_CRITICAL -> "battery critical";
            case PORT -> "charging of a port changed";
            case CONNECTOR -> "plugged in or out";
        };
    }

    private static String button(int button) {
        return switch (button) {
            case POWER -> "power button";
            case TOUCH_ID -> "Touch ID button";
            case HELD_SHORT -> "power button held";
            case HELD_LONG -> "power button held long";
            default -> "button 0x%02x".formatted(button);
        };
    }
}
