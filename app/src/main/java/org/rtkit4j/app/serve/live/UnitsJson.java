package org.rtkit4j.app.serve.live;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.JsonDocument;
import org.rtkit4j.core.supervise.Supervised;
import org.rtkit4j.emulator.display.Monitor;
import org.rtkit4j.emulator.display.Screen;
import org.rtkit4j.wire.display.TimingMode;
import org.rtkit4j.wire.message.PowerState;

/// How the co-processors are, as an array.
record UnitsJson(Fleet fleet) implements JsonDocument {
    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Unit unit : fleet.units()) {
            unit(unit, json);
        }
        json.writeEndArray();
    }

    private static void unit(Unit unit, JsonGenerator json) throws IOException {
        Vitals vitals = unit.vitals();
        json.writeStartObject();
        json.writeNumberField("index", unit.index());
        json.writeStringField("name", unit.name());
        json.writeStringField("description", unit.description());
        json.writeBooleanField("emulated", unit.isEmulated());
        json.writeStringField("state", vitals.state());
        json.writeStringField("phase", vitals.phase());
        json.writeNumberField("protocolVersion", vitals.version());
        json.writeStringField("apPower", PowerState.describe(vitals.apPower()));
        json.writeStringField("iopPower", PowerState.describe(vitals.iopPower()));
        json.writeNumberField("crashes", vitals.crashes());
        care(vitals, json);
        json.writeNumberField("lost", unit.ring().dropped());
        json.writeBooleanField("exercised", unit.exercise.get() > 0);
        crash(unit.crash(), json);
        screen(unit.screen(), json);
        keyboard(unit.keyboard(), json);
        light(unit.light(), json);
        endpoints(unit, json);
        json.writeEndObject();
    }

    // What a supervisor does about it; one that another program drives has none here.
    private static void care(Vitals vitals, JsonGenerator json) throws IOException {
        Supervised supervised = vitals instanceof SupervisedVitals(Supervised its) ? its : null;
        json.writeBooleanField("keepsRunning", supervised != null && supervised.isRecoveryEnabled());
        json.writeBooleanField("givenUp", supervised != null && supervised.isGivenUp());
        json.writeNumberField("failures", supervised == null ? 0 : supervised.failures());
        json.writeNumberField("restarts", supervised == null ? 0 : supervised.restarts());
        json.writeNumberField("notices", supervised == null ? 0 : supervised.notices());
    }

    private static void crash(Unit.@Nullable Crash crash, JsonGenerator json) throws IOException {
        json.writeFieldName("crash");
        if (crash == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("number", crash.number());
        json.writeNumberField("micros", crash.timeNanos() / 1_000);
        json.writeNumberField("bytes", crash.log().length);
        json.writeEndObject();
    }

    private static void screen(@Nullable WatchedScreen watched, JsonGenerator json) throws IOException {
        json.writeFieldName("screen");
        if (watched == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        Optional<Screen> there = watched.screen();
        json.writeNumberField("changes", watched.changes());
        json.writeStringField(
                "monitor", there.flatMap(Screen::monitor).map(Monitor::name).orElse(null));
        json.writeStringField(
                "mode", there.flatMap(Screen::mode).map(TimingMode::toString).orElse(null));
        json.writeEndObject();
    }

    private static void keyboard(@Nullable KeyboardKeeper keeper, JsonGenerator json) throws IOException {
        json.writeFieldName("input");
        if (keeper == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeBooleanField("keyboard", keeper.hasKeyboard());
        json.writeBooleanField("trackpad", keeper.hasTrackpad());
        json.writeStringField("text", keeper.text());
        json.writeNumberField("leds", keeper.hands().leds());
        json.writeNumberField("releases", keeper.hands().releases());
        json.writeArrayFieldStart("touches");
        for (KeyboardKeeper.Touch touch : keeper.touches()) {
            json.writeStartObject();
            json.writeNumberField("contact", touch.contact());
            json.writeNumberField("x", touch.x());
            json.writeNumberField("y", touch.y());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void light(@Nullable LightKeeper keeper, JsonGenerator json) throws IOException {
        json.writeFieldName("light");
        if (keeper == null) {
            json.writeNull();
            return;
        }
        float lux = keeper.lux();
        json.writeStartObject();
        json.writeFieldName("lux");
        // JSON has no number for one that is broken.
        if (Float.isFinite(lux)) {
            json.writeNumber(lux);
        } else {
            json.writeNull();
        }
        json.writeEndObject();
    }

    private static void endpoints(Unit unit, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("endpoints");
        var announced = unit.vitals().announced();
        for (int id = announced.nextSetBit(0); id >= 0; id = announced.nextSetBit(id + 1)) {
            json.writeStartObject();
            json.writeNumberField("id", id);
            json.writeStringField("name", unit.speech().endpointName(id));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
