package org.rtkit4j.app.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.rtkit4j.app.doctor.Complaint.Kind;
import org.rtkit4j.app.file.IoReason;
import org.rtkit4j.devicetree.closure.Board;
import org.rtkit4j.devicetree.closure.DeviceDriver;
import org.rtkit4j.devicetree.closure.ModuleClosure;
import org.rtkit4j.devicetree.closure.NeededModule;
import org.rtkit4j.devicetree.closure.Target;
import org.rtkit4j.devicetree.initramfs.ImageFormatException;
import org.rtkit4j.devicetree.initramfs.Initramfs;
import org.rtkit4j.devicetree.modules.KernelModule;
import org.rtkit4j.devicetree.modules.ModuleFolder;
import org.rtkit4j.devicetree.modules.ModuleFormatException;

/// Whether a machine's kernel has drivers for its disk, display and keyboard, and its initramfs those for the disk.
final class ModuleExam {
    private static final List<String> TARGETS = List.of("root", "display", "keyboard");
    private static final String ROOT = "root";
    private static final long MOST_IMAGE_BYTES = 1L << 30;

    private final LinuxMachine machine;
    private final Board board;
    private final List<Complaint> found = new ArrayList<>();

    private ModuleExam(LinuxMachine machine) {
        this.machine = machine;
        this.board = new Board("this machine", machine.tree());
    }

    static List<Complaint> of(LinuxMachine machine) {
        var exam = new ModuleExam(machine);
        exam.look();
        return exam.found;
    }

    private void look() {
        try {
            ModuleFolder folder = ModuleFolder.read(machine.modules());
            for (String name : TARGETS) {
                Target target = Target.of(name);
                if (!target.on(board).isEmpty()) {
                    look(name, ModuleClosure.of(List.of(board), List.of(target), folder));
                }
            }
        } catch (ModuleFormatException e) {
            found.add(Complaint.of(Kind.WRONG, "the kernel's modules: " + e.getMessage()));
        } catch (IOException e) {
            String reason = IoReason.of(e);
            found.add(Complaint.of(Kind.WRONG, "the modules of the kernel that runs cannot be read: " + reason));
        }
    }

    private void look(String target, ModuleClosure closure) {
        List<String> undriven = closure.devices().stream()
                .filter(DeviceDriver::blocks)
                .map(device -> device.need().device().name())
                .distinct()
                .toList();
        found.add(
                undriven.isEmpty()
                        ? Complaint.of(Kind.FINE, "the kernel has drivers for all that the " + target + " needs")
                        : Complaint.of(
                                Kind.WRONG,
                                "the kernel has no driver for what the %s needs: %s"
                                        .formatted(target, String.join(", ", undriven))));
        if (target.equals(ROOT)) {
            found.add(image(closure));
        }
    }

    private Complaint image(ModuleClosure closure) {
        Path file = machine.image();
        if (file == null) {
            return Complaint.of(Kind.UNSEEN, "the initramfs of this kernel is not where it is looked for, in /boot");
        }
        try {
            return Files.size(file) > MOST_IMAGE_BYTES
                    ? Complaint.of(Kind.UNSEEN, "the initramfs is larger than 1 GiB: " + file)
                    : lacking(file, closure, Initramfs.read(Files.readAllBytes(file)));
        } catch (ImageFormatException e) {
            return Complaint.of(Kind.UNSEEN, "the initramfs %s: %s".formatted(file, e.getMessage()));
        } catch (IOException e) {
            return Complaint.of(Kind.UNSEEN, "the initramfs %s cannot be read: %s".formatted(file, IoReason.of(e)));
        }
    }

    private Complaint lacking(Path file, ModuleClosure closure, Initramfs image) {
        List<KernelModule> wanted = closure.modules().stream()
                .filter(NeededModule::isLoaded)
                .map(NeededModule::module)
                .toList();
        String names = image.lacks(wanted).stream().map(KernelModule::name).collect(Collectors.joining(", "));
        return names.isEmpty()
                ? Complaint.of(Kind.FINE, "the initramfs has all modules that the disk needs: " + file)
                : new Complaint(
                        Kind.WRONG,
                        "the initramfs %s lacks modules that the disk needs: %s".formatted(file, names),
                        "make it anew with these: rtkit modules --dtb /proc/device-tree --kernel %s --for root"
                                .formatted(machine.modules()),
                        List.of());
    }
}
