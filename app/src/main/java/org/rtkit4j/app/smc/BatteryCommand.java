package org.rtkit4j.app.smc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.smc.Battery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `rtkit smc battery`: charge, health, current, time.
@Command(
        name = "battery",
        mixinStandardHelpOptions = true,
        description = {"Prints the state of the battery.", ""})
final class BatteryCommand implements Callable<Integer> {
    @Mixin
    private final SmcOutput output = new SmcOutput();

    @Override
    public Integer call() throws Exception {
        Battery battery;
        try (var session = output.open()) {
            battery = Battery.read(session.smc());
        }
        if (!battery.isPresent()) {
            output.say("smc: this machine has no battery");
            return ExitStatus.FAILED;
        }
        if (output.isJson()) {
            Json.print(output.out(), document -> json(battery, document));
        } else {
            output.out().print(BatteryText.of(battery));
            output.out().flush();
        }
        return ExitStatus.OK;
    }

    private static void json(Battery battery, JsonGenerator document) throws IOException {
        document.writeStartObject();
        number(document, "percent", battery.percent());
        number(document, "remainingMah", battery.remainingMah());
        number(document, "fullMah", battery.fullMah());
        number(document, "designMah", battery.designMah());
        number(document, "cycles", battery.cycles());
        number(document, "milliamps", battery.milliamps());
        number(document, "millivolts", battery.millivolts());
        number(document, "minutesToEmpty", battery.minutesToEmpty());
        number(document, "minutesToFull", battery.minutesToFull());
        if (battery.celsius().isPresent()) {
            document.writeNumberField("celsius", battery.celsius().getAsDouble());
        } else {
            document.writeNullField("celsius");
        }
        document.writeEndObject();
    }

    private static void number(JsonGenerator document, String name, OptionalInt value) throws IOException {
        if (value.isPresent()) {
            document.writeNumberField(name, value.getAsInt());
        } else {
            document.writeNullField(name);
        }
    }
}
