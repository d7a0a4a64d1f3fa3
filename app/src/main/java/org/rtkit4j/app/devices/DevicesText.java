package org.rtkit4j.app.devices;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.devicetree.coprocessor.CoprocessorNode;
import org.rtkit4j.devicetree.coprocessor.MailboxNode;
import org.rtkit4j.devicetree.coprocessor.MemoryFilter;
import org.rtkit4j.devicetree.coprocessor.MemoryRegionNode;
import org.rtkit4j.devicetree.coprocessor.PowerDomain;
import org.rtkit4j.devicetree.coprocessor.RegisterWindow;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Interrupt;
import org.rtkit4j.devicetree.tree.Window;

/// The co-processors of a tree for people to read.
final class DevicesText {
    private final PrintWriter out;

    DevicesText(PrintWriter out) {
        this.out = out;
    }

    void write(DeviceTree tree, List<CoprocessorNode> found) {
        out.println(Terminal.escape(tree.root().string("model").orElse("(no model)")));
        found.forEach(this::write);
    }

    private void write(CoprocessorNode one) {
        out.println();
        String state = one.isAvailable() ? "" : "  (disabled)";
        out.println(Terminal.escape(one.name() + ": " + one.node().path() + state));
        line("compatible", String.join(", ", one.compatible()));
        line("cpu", at(one.cpu()));
        one.windows().forEach(window -> line("registers", register(window)));
        mailbox(one.mailbox());
        one.filters().forEach(filter -> line("memory", filter(filter)));
        one.regions().forEach(region -> line("region", region(region)));
        domains("power", one.powerDomains());
        domains("reset", one.resets());
        one.interrupts().forEach(interrupt -> line("interrupt", interrupt(interrupt)));
        one.references().forEach((property, node) -> line("refers to", node.name() + " by " + property));
        String handoff = one.handoff();
        line("handed off", handoff == null ? "no: starts afresh" : handoff);
    }

    private void mailbox(MailboxNode mailbox) {
        String layout = mailbox.layout();
        line(
                "mailbox",
                "%s: %s, %s"
                        .formatted(
                                mailbox.node().name(),
                                layout == null ? "unknown layout" : layout,
                                at(mailbox.window())));
        domains("  power", mailbox.powerDomains());
        mailbox.interrupts().forEach(interrupt -> line("  interrupt", interrupt(interrupt)));
    }

    private static String register(RegisterWindow window) {
        String name = window.name();
        return (name == null ? "" : name + ": ") + at(window.window());
    }

    private static String filter(MemoryFilter filter) {
        return switch (filter) {
            case MemoryFilter.Sart sart ->
                "SART %s: %s, %s".formatted(sart.node().name(), sart.compatible(), at(sart.window()));
            case MemoryFilter.Dart dart -> {
                Window range = dart.dmaRange();
                yield "DART %s: %s, %s, stream %s%s"
                        .formatted(
                                dart.node().name(),
                                dart.compatible(),
                                at(dart.window()),
                                dart.stream() < 0 ? "unknown" : dart.stream(),
                                range == null ? "" : ", hands out " + at(range));
            }
        };
    }

    private static String region(MemoryRegionNode region) {
        String name = region.name();
        String iovas = region.iovas().stream().map(DevicesText::at).collect(Collectors.joining(", "));
        return "%s%s: %s%s%s"
                .formatted(
                        name == null ? "" : name + " ",
                        region.node().name(),
                        region.window() == null ? "filled in by the boot loader" : at(region.window()),
                        iovas.isEmpty() ? "" : ", seen at " + iovas,
                        region.isNoMap() ? ", not mapped" : "");
    }

    private void domains(String title, List<PowerDomain> domains) {
        if (!domains.isEmpty()) {
            line(title, domains.stream().map(DevicesText::domain).collect(Collectors.joining(", ")));
        }
    }

    private static String domain(PowerDomain domain) {
        String name = domain.name();
        String label = domain.label();
        return (name == null ? "" : name + " = ")
                + (label == null ? domain.node().name() : label);
    }

    private static String interrupt(Interrupt interrupt) {
        String name = interrupt.name();
        String cells = interrupt.specifier().stream().map(String::valueOf).collect(Collectors.joining(" "));
        return "%s<%s> of %s"
                .formatted(
                        name == null ? "" : name + ": ",
                        cells,
                        interrupt.controller().name());
    }

    private static String at(@Nullable Window window) {
        return window == null ? "address unknown" : "0x%x, 0x%x bytes".formatted(window.address(), window.size());
    }

    private void line(String title, String text) {
        out.println(Terminal.escape("  %-13s%s".formatted(title, text)));
    }
}
