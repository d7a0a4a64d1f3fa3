package org.rtkit4j.app.smc;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.drivers.smc.ChargeControl;
import org.rtkit4j.drivers.smc.ChargeControl.Behaviour;
import org.rtkit4j.drivers.smc.SmcException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rtkit smc charge`: whether and how far the battery is charged.
@Command(
        name = "charge",
        mixinStandardHelpOptions = true,
        description = {
            "Prints what the charger does, and changes it where something is given.",
            "",
            "Which keys stand behind that differs from firmware to firmware; this finds them by itself.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rtkit smc charge",
            "  rtkit smc charge inhibit",
            "  rtkit smc charge auto --limit 80"
        })
final class ChargeCommand implements Callable<Integer> {
    @Mixin
    private final SmcOutput output = new SmcOutput();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "BEHAVIOUR",
            completionCandidates = BehaviourNames.class,
            description = "auto, inhibit, discharge or discharge-to-limit; nothing: as it is.")
    private @Nullable String behaviour;

    @Option(
            names = "--limit",
            paramLabel = "PERCENT",
            description = {
                "Charge up to here, 10 to 100; 100: no limit.",
                "Older firmware has 80 or none, or none at all."
            })
    private @Nullable Integer limit;

    /// What shells offer.
    static final class BehaviourNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return labels(EnumSet.allOf(Behaviour.class)).iterator();
        }
    }

    /// What is printed.
    private record Charging(Behaviour behaviour, OptionalInt limit, Set<Behaviour> supported) {}

    @Override
    public Integer call() throws Exception {
        Behaviour wanted = behaviour == null ? null : behaviour(behaviour);
        Charging charging;
        try (var session = output.open()) {
            var control = new ChargeControl(session.smc());
            change(control, wanted);
            charging = new Charging(control.behaviour(), control.limit(), new TreeSet<>(control.supported()));
        }
        boolean isAsked = wanted != null || limit != null;
        if (charging.supported.isEmpty() && !isAsked) {
            output.say("smc: this machine has no keys for charging");
            return ExitStatus.FAILED;
        }
        print(charging);
        return ExitStatus.OK;
    }

    private void change(ChargeControl control, @Nullable Behaviour wanted)
            throws SmcException, InterruptedException, BadInputException {
        if (wanted != null) {
            requireKey(control, wanted);
        }
        try {
            if (limit != null) {
                control.limit(limit);
            }
            if (wanted != null) {
                control.behave(wanted);
            }
        } catch (IllegalArgumentException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        }
    }

    // Before a limit is written: what is asked for happens as a whole or not at all.
    private static void requireKey(ChargeControl control, Behaviour wanted)
            throws SmcException, InterruptedException, BadInputException {
        Set<Behaviour> supported = control.supported();
        if (wanted != Behaviour.AUTO && !supported.contains(wanted)) {
            throw new BadInputException(
                    "this firmware has no key for it: %s, %s".formatted(label(wanted), thereAre(supported)));
        }
    }

    private static String thereAre(Set<Behaviour> supported) {
        return supported.isEmpty() ? "nor for anything else" : "there are " + String.join(", ", labels(supported));
    }

    private void print(Charging charging) {
        if (output.isJson()) {
            Json.print(output.out(), document -> json(charging, document));
            return;
        }
        output.out().println("behaviour: " + label(charging.behaviour));
        output.out()
                .println("limit:     "
                        + (charging.limit.isPresent() ? charging.limit.getAsInt() + " %" : "none can be set"));
        output.out()
                .println("can do:    "
                        + (charging.supported.isEmpty() ? "nothing" : String.join(", ", labels(charging.supported))));
        output.out().flush();
    }

    private static void json(Charging charging, JsonGenerator document) throws IOException {
        document.writeStartObject();
        document.writeStringField("behaviour", label(charging.behaviour));
        if (charging.limit.isPresent()) {
            document.writeNumberField("limit", charging.limit.getAsInt());
        } else {
            document.writeNullField("limit");
        }
        document.writeArrayFieldStart("supported");
        for (String label : labels(charging.supported)) {
            document.writeString(label);
        }
        document.writeEndArray();
        document.writeEndObject();
    }

    private static Iterable<String> labels(Set<Behaviour> behaviours) {
        return behaviours.stream().map(ChargeCommand::label).toList();
    }

    private static String label(Behaviour behaviour) {
        return behaviour.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Behaviour behaviour(String label) throws BadInputException {
        for (Behaviour behaviour : Behaviour.values()) {
            if (label(behaviour).equals(label)) {
                return behaviour;
            }
        }
        throw new BadInputException(
                "no such behaviour: %s, there are auto, inhibit, discharge, discharge-to-limit".formatted(label));
    }
}
