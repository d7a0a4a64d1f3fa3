package org.rtkit4j.app.smc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.via.ViaOption;
import org.rtkit4j.drivers.smc.Battery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit smc battery`: charge, health, current, time.
@Command(
        name = "battery",
        mixinStandardHelpOptions = true,
        description = {"Prints the state of the battery.", ""})
final class BatteryCommand implements Callable<Integer> {
    @Mixin
    private final ViaOption via = new ViaOption();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Battery battery;
        try (var session = SmcSession.open(via)) {
            battery = Battery.read(session.smc());
        }
        if (!battery.isPresent()) {
            spec.commandLine().getErr().println("rtkit: smc: this machine has no battery");
            return ExitStatus.FAILED;
        }
        if (json) {
            SmcJson.document(spec.commandLine().getOut(), document -> json(battery, document));
        } else {
            spec.commandLine().getOut().print(BatteryText.of(battery));
            spec.commandLine().getOut().flush();
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
