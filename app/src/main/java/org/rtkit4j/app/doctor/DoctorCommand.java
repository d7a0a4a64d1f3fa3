package org.rtkit4j.app.doctor;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.doctor.Complaint.Kind;
import org.rtkit4j.app.explain.OwnMachine;
import org.rtkit4j.app.explain.SavedLog;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.forensics.model.ReportFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `rtkit doctor`: what is wrong with this machine, or with the one that a saved diagnosis is of.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at a Linux machine: device tree, kernel, modules, initramfs and log together.",
            "Says what is wrong, and what is known to go wrong with its versions, each with its source.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rtkit doctor                        # this machine",
            "  rtkit doctor asahi-diagnose.txt     # another, by what asahi-diagnose saved of it",
            "Exit status: 0 nothing wrong was found, 1 something was, 2 unreadable input."
        })
public final class DoctorCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "What asahi-diagnose saved of a machine, or its kernel's log; default: this machine.")
    private @Nullable String file;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException {
        List<Complaint> found = new ArrayList<>();
        Map<String, String> facts = file == null ? ownMachine(found) : saved(file, found);
        found.addAll(
                LogExam.ofVersions(facts.getOrDefault("system firmware", ""), facts.getOrDefault("kernel", ""), found));
        print(facts, found);
        return found.stream().anyMatch(Complaint::isBad) ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private static Map<String, String> ownMachine(List<Complaint> found) throws BadInputException {
        LinuxMachine machine = LinuxMachine.read();
        if (!machine.isApples()) {
            throw new BadInputException("this machine is none with one of Apple's chips: "
                    + machine.facts().get("model"));
        }
        found.addAll(ModuleExam.of(machine));
        try {
            found.addAll(LogExam.of(new OwnMachine().log()));
        } catch (BadInputException e) {
            found.add(Complaint.of(Kind.UNSEEN, "the kernel's log: " + e.getMessage()));
        }
        return machine.facts();
    }

    private static Map<String, String> saved(String file, List<Complaint> found) throws BadInputException {
        ReportFile log = SavedLog.read(file);
        if (log.log().isEmpty()) {
            throw new BadInputException(file + ": neither a diagnosis nor a kernel's log: " + log.reason());
        }
        found.addAll(LogExam.of(log));
        found.add(Complaint.of(Kind.UNSEEN, "a saved file holds neither modules nor initramfs"));
        return log.log().system();
    }

    private void print(Map<String, String> facts, List<Complaint> found) {
        PrintWriter out = spec.commandLine().getOut();
        if (json.isWanted()) {
            Json.printObject(out, fields -> {
                fields.writeObjectFieldStart("machine");
                for (var fact : facts.entrySet()) {
                    fields.writeStringField(fact.getKey(), Terminal.escape(fact.getValue()));
                }
                fields.writeEndObject();
                fields.writeArrayFieldStart("found");
                for (Complaint complaint : found) {
                    complaint.write(fields);
                }
                fields.writeEndArray();
            });
            return;
        }
        facts.forEach((name, value) -> out.printf("%-16s %s%n", name, Terminal.escape(value)));
        out.println();
        found.forEach(complaint -> complaint.write(out));
        out.flush();
    }
}
