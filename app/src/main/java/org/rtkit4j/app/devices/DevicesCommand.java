package org.rtkit4j.app.devices;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.rtkit4j.app.json.Json;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.devicetree.coprocessor.CoprocessorNode;
import org.rtkit4j.devicetree.coprocessor.Coprocessors;
import org.rtkit4j.devicetree.tree.DeviceTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit devices`: describes the co-processors of a device tree.
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        description = {
            "Describes every co-processor of a device tree: what it is made of and what it may ask for.",
            "That is its registers, mailbox, memory filter or translation, memory regions,",
            "power domains, interrupts, and the state in which the boot loader leaves it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rtkit devices --dtb t8103-j274.dtb",
            "  rtkit devices --dtb /proc/device-tree --json",
            "Exit status: 0 done, 1 the tree has no co-processor, 2 unreadable input."
        })
public final class DevicesCommand implements Callable<Integer> {
    @Option(
            names = "--dtb",
            required = true,
            paramLabel = "FILE",
            description = "Flattened device tree, Apple's device tree, or a folder such as /proc/device-tree.")
    private String file = "";

    @Mixin
    private final JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException, IOException {
        DeviceTree tree = DeviceTreeFile.read(file);
        PrintWriter err = spec.commandLine().getErr();
        tree.warnings().forEach(warning -> err.println("rtkit: " + Terminal.escape(file + ": " + warning)));
        List<CoprocessorNode> found = Coprocessors.of(tree);
        PrintWriter out = spec.commandLine().getOut();
        if (json.isWanted()) {
            Json.print(out, DevicesJson.of(tree, found));
        } else {
            new DevicesText(out).write(tree, found);
        }
        out.flush();
        if (found.isEmpty()) {
            err.println("rtkit: %s: no co-processor with a mailbox in this tree".formatted(Terminal.escape(file)));
        }
        return found.isEmpty() ? ExitStatus.FAILED : ExitStatus.OK;
    }
}
