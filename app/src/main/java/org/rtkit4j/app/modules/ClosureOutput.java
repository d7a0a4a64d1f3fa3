package org.rtkit4j.app.modules;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.devicetree.closure.Board;
import org.rtkit4j.devicetree.closure.DeviceDriver;
import org.rtkit4j.devicetree.closure.DriverKind;
import org.rtkit4j.devicetree.closure.ModuleClosure;
import org.rtkit4j.devicetree.closure.NeededModule;
import org.rtkit4j.devicetree.modules.ModuleFolder;
import org.rtkit4j.devicetree.tree.Node;

/// A closure in the words of those who build images. What is no module is a comment.
final class ClosureOutput {
    private final ModuleClosure closure;
    private final PrintWriter out;

    private ClosureOutput(ModuleClosure closure, PrintWriter out) {
        this.closure = closure;
        this.out = out;
    }

    static void write(
            ModuleFormat format,
            List<Board> boards,
            List<String> targets,
            ModuleFolder folder,
            ModuleClosure closure,
            PrintWriter out)
            throws IOException {
        ClosureOutput output = new ClosureOutput(closure, out);
        switch (format) {
            case JSON -> Json.print(out, ClosureJson.of(boards, targets, folder, closure));
            case DOT -> ClosureDot.write(closure, out);
            case LIST -> {
                output.head(boards, targets, folder);
                output.list();
                output.remarks();
            }
            case INITRAMFS_TOOLS -> {
                output.head(boards, targets, folder);
                output.comment("for /etc/initramfs-tools/modules");
                output.list();
            }
            case DRACUT -> {
                output.head(boards, targets, folder);
                output.comment("for a file in /etc/dracut.conf.d");
                out.println("add_drivers+=\" " + output.names() + " \"");
            }
            case MKINITCPIO -> {
                output.head(boards, targets, folder);
                output.comment("for /etc/mkinitcpio.conf, or a file in /etc/mkinitcpio.conf.d");
                out.println("MODULES+=(" + output.names() + ")");
            }
        }
    }

    private void head(List<Board> boards, List<String> targets, ModuleFolder folder) {
        for (Board board : boards) {
            comment("%s (%s)".formatted(board.model(), board.name()));
        }
        comment("for %s, with the modules of %s".formatted(String.join(", ", targets), folder.folder()));
    }

    private void comment(String text) {
        out.println("# " + Terminal.escape(text));
    }

    // What a shell would read otherwise is no module's name. Source: modules.dep(5).
    private String names() {
        return closure.modules().stream()
                .map(needed -> name(needed))
                .filter(name -> name.matches("[A-Za-z0-9_+,.]+"))
                .collect(Collectors.joining(" "));
    }

    private static String name(NeededModule needed) {
        return Terminal.escape(needed.module().name());
    }

    private void list() {
        int width = closure.modules().stream()
                .mapToInt(needed -> name(needed).length())
                .max()
                .orElse(0);
        for (NeededModule needed : closure.modules()) {
            out.println(("%-" + (width + 2) + "s# %s").formatted(name(needed), Terminal.escape(Reasons.of(needed))));
        }
    }

    private void remarks() {
        section("built in", closure.devices(DriverKind.BUILT_IN));
        section("part of every kernel", closure.devices(DriverKind.CORE));
        section("no driver in this kernel's modules", closure.devices(DriverKind.NONE));
        for (List<Node> cycle : closure.cycles()) {
            comment("need one another: " + cycle.stream().map(Node::name).collect(Collectors.joining(", ")));
        }
    }

    private void section(String title, List<DeviceDriver> devices) {
        if (!devices.isEmpty()) {
            comment(title + ":");
        }
        for (DeviceDriver device : devices) {
            comment("  %s%s%s: %s"
                    .formatted(
                            device.need().device().name(),
                            device.builtIn().isEmpty() ? "" : " by " + String.join(", ", device.builtIn()),
                            device.kind() == DriverKind.NONE ? (device.blocks() ? ", blocks" : ", optional") : "",
                            Reasons.chain(device.need())));
        }
    }
}
