package org.rtkit4j.forensics.explain;

import java.util.List;
import org.rtkit4j.forensics.knowledge.RelatedRows;
import org.rtkit4j.forensics.model.ReportedMachine;
import org.rtkit4j.forensics.model.ServiceCheckin;
import org.rtkit4j.forensics.model.SystemPanic;

/// A panic of a system in which no co-processor crashed: the sentence, the system's own words, and the facts.
final class PanicPart {
    private PanicPart() {}

    static void print(Page page, SystemPanic panic) {
        page.lead(page.style().alarm(PanicSentence.of(panic) + "."));
        page.blank();
        if (!panic.cause().message().isBlank()) {
            page.quote(panic.cause().message());
            page.blank();
        }
        page.lead("Such a report says what noticed the fault, not what is broken.");
        NextPart.print(page, panic);
        facts(page, panic);
        services(page, panic.services());
        extensions(page, panic.trace().extensions());
        KnowledgePart.lists(page, RelatedRows.lists(panic));
        KnowledgePart.terms(page, RelatedRows.terms(panic));
    }

    private static void facts(Page page, SystemPanic panic) {
        page.heading("Facts");
        ReportedMachine machine = panic.machine();
        page.fact("class", panic.cause().panicClass().label());
        page.fact("place", SourcePosition.in(panic.cause().message()));
        page.fact("model", withName(machine.model(), machine.modelName()));
        page.fact("chip", withName(machine.chip(), machine.chipName()));
        page.fact("system", machine.system());
        page.fact("boot loader", machine.bootLoader());
        page.fact("reported", panic.details().getOrDefault("reportTime", ""));
        page.fact("initiator", panic.trace().initiator());
        page.fact("panicked task", panic.trace().task());
        page.fact("repair status", panic.details().getOrDefault("repairStatus", ""));
        if (page.all()) {
            page.fact("kernel", machine.kernel());
        }
    }

    static String withName(String identifier, String name) {
        return name.isEmpty() ? identifier : identifier + " (" + name + ")";
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
            String last = service.lastSecondsAgo() <= 0 ? "" : ", last " + service.lastSecondsAgo() + " s before";
            page.line("  " + service.name() + " " + said + within + last + anew);
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
