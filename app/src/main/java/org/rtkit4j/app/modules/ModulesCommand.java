package org.rtkit4j.app.modules;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.devices.DeviceTreeFile;
import org.rtkit4j.app.json.JsonOption;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.app.terminal.ExitStatus;
import org.rtkit4j.app.terminal.Terminal;
import org.rtkit4j.devicetree.closure.Board;
import org.rtkit4j.devicetree.closure.ModuleClosure;
import org.rtkit4j.devicetree.closure.Target;
import org.rtkit4j.devicetree.modules.ModuleFolder;
import org.rtkit4j.devicetree.modules.ModuleFormatException;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `rtkit modules`: works out from device trees which modules an initramfs needs.
@Command(
        name = "modules",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the kernel modules that a board needs, in load order, each with the reason for it.",
            "The reason is the chain of device tree nodes and properties that leads to the",
            "device it drives, or the module that needs it.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  rtkit modules --dtb t8103-j274.dtb --kernel /lib/modules/6.1.0 --for root",
            "  rtkit modules --dtb a.dtb --dtb b.dtb --kernel DIR --for root --for display --format dracut",
            "  rtkit modules --dtb t8103-j274.dtb --kernel DIR --for root --check /boot/initrd.img",
            "Exit status: 0 done; 1 no board has the target, or the image lacks modules; 2 unreadable input."
        })
public final class ModulesCommand implements Callable<Integer> {
    @Option(
            names = "--dtb",
            required = true,
            paramLabel = "FILE",
            description = "Device tree, or a folder such as /proc/device-tree; several give what fits all boards.")
    private List<String> trees = List.of();

    @Option(
            names = "--kernel",
            required = true,
            paramLabel = "DIR",
            description = "The kernel's folder of modules, /lib/modules/VERSION.")
    private Path kernel = Path.of("");

    @Option(
            names = "--for",
            paramLabel = "TARGET",
            arity = "1..*",
            split = ",",
            description =
                    "What is to work: root, display, keyboard, all, or a node's path, alias or name; default: all.")
    private List<String> targets = List.of("all");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "list, dracut, initramfs-tools, mkinitcpio, json or dot; default: list.")
    private ModuleFormat format = ModuleFormat.LIST;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(names = "--check", paramLabel = "IMAGE", description = "Read an initramfs and say what it lacks.")
    private @Nullable Path image;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Override
    public Integer call() throws BadInputException, IOException {
        List<Board> boards = boards();
        List<Target> wanted = targets.stream().map(Target::of).toList();
        String missing = missing(boards, wanted);
        if (missing != null) {
            complain(missing);
            return ExitStatus.FAILED;
        }
        ModuleFolder folder = folder();
        ModuleClosure closure = ModuleClosure.of(boards, wanted, folder);
        PrintWriter out = spec.commandLine().getOut();
        Path checked = image;
        boolean isLacking = false;
        ModuleFormat chosen = json.isWanted() ? ModuleFormat.JSON : format;
        if (checked != null) {
            isLacking = new ImageCheck(folder, closure, checked).write(chosen == ModuleFormat.JSON, out);
        } else {
            ClosureOutput.write(chosen, boards, targets, folder, closure, out);
        }
        out.flush();
        complain(closure);
        return isLacking ? ExitStatus.FAILED : ExitStatus.OK;
    }

    private List<Board> boards() throws BadInputException {
        List<Board> boards = new ArrayList<>();
        for (String file : trees) {
            DeviceTree tree = DeviceTreeFile.read(file);
            if (tree.root().encoding() != Encoding.FDT) {
                throw new BadInputException(file + ": one of Apple's trees: Linux reads flattened ones");
            }
            tree.warnings().forEach(warning -> complain(file + ": " + warning));
            boards.add(new Board(file, tree));
        }
        return boards;
    }

    private ModuleFolder folder() throws BadInputException {
        try {
            return ModuleFolder.read(kernel);
        } catch (ModuleFormatException e) {
            throw new BadInputException(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new BadInputException(kernel + ": cannot be read: " + e.getMessage());
        }
    }

    private static @Nullable String missing(List<Board> boards, List<Target> wanted) throws BadInputException {
        for (Target target : wanted) {
            if (boards.stream().allMatch(board -> target.on(board).isEmpty())) {
                String names =
                        String.join(", ", boards.stream().map(Board::name).toList());
                if (target instanceof Target.Named) {
                    throw new BadInputException(
                            "--for %s: no such device, or it is disabled: %s".formatted(target, names));
                }
                return "no device for %s: %s; name its node with --for NODE".formatted(target, names);
            }
        }
        return null;
    }

    private void complain(String sentence) {
        spec.commandLine().getErr().println("rtkit: " + Terminal.escape(sentence));
    }

    private void complain(ModuleClosure closure) {
        closure.problems().forEach(this::complain);
        long blocking = closure.devices().stream()
                .filter(device -> device.blocks())
                .map(device -> device.need().device())
                .distinct()
                .count();
        if (blocking > 0) {
            complain("%d needed devices have no driver among this kernel's modules".formatted(blocking));
        }
    }
}
