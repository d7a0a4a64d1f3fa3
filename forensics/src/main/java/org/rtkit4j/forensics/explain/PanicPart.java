package org.rtkit4j.forensics.explain;

import java.util.List;
import org.rtkit4j.forensics.model.ReportedMachine;
import org.rtkit4j.forensics.model.ServiceCheckin;
import org.rtkit4j.forensics.model.SystemPanic;

/// A panic of a system in which no co-processor crashed: the sentence, the system's own words, and the facts.
final class PanicPart {
    private PanicPart() {}

    static void print(Page page, SystemPanic panic) {
        page.lead(page.style().alarm(PanicSentence.of(panic) + "."));
        page.blank();
        page.quote(panic.cause().message());
        page.blank();
        page.lead("Such a report says what noticed the fault, not what is broken.");
        facts(page, panic);
        services(page, panic.services());
        extensions(page, panic.trace().extensions());
    }

    private static void facts(Page page, SystemPanic panic) {
        page.heading("Facts");
        ReportedMachine machine = panic.machine();
        fact(page, "class", panic.cause().panicClass().label());
        fact(page, "model", withName(machine.model(), machine.modelName()));
        fact(page, "chip", withName(machine.chip(), machine.chipName()));
        fact(page, "system", machine.system());
        fact(page, "boot loader", machine.bootLoader());
        fact(page, "reported", panic.details().getOrDefault("reportTime", ""));
        fact(page, "initiator", panic.trace().initiator());
        fact(page, "panicked task", panic.trace().task());
        fact(page, "repair status", panic.details().getOrDefault("repairStatus", ""));
        if (page.all()) {
            fact(page, "kernel", machine.kernel());
        }
    }

    static String withName(String identifier, String name) {
        return name.isEmpty() ? identifier : identifier + " (" + name + ")";
    }

    private static void fact(Page page, String name, String value) {
        if (!value.isEmpty()) {
            page.line("  " + name + " ".repeat(Math.max(1, 16 - name.length())) + value);
        }
    }

    private static void services(Page page, List<ServiceCheckin> services) {
        if (services.isEmpty()) {
            return;
        }
        page.heading("Services that the watchdog looked after");
        for (ServiceCheckin service : services) {
            String said = service.isHealthy() ? "reported " + times(service.checkins()) : "did not report";
            String within = service.withinSeconds() < 0 ? "" : " within " + service.withinSeconds() + " s";
            String anew =
                    service.inducedCrashes() == 0 ? "" : "; made to start anew " + times(service.inducedCrashes());
            page.line("  " + service.name() + " " + said + within + anew);
        }
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    private static void extensions(Page page, List<String> extensions) {
        if (extensions.isEmpty()) {
            return;
        }
        page.heading("Kernel extensions in the backtrace");
        extensions.forEach(name -> page.line("  " + name));
        page.faint("That a driver stands there does not say that the part it drives is broken.");
    }
}
