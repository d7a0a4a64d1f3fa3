package org.rtkit4j.app.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.devicetree.DeviceTrees;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.TreeFormatException;

/// The Linux machine that the command runs on, or a folder that stands for one: its device tree, its kernel, where that
/// kernel's modules and its initramfs are.
///
/// The versions of the firmware are what m1n1 put into the tree. Source: AsahiLinux/m1n1 `src/kboot.c`.
final class LinuxMachine {
    /// A folder that stands for the machine.
    private static final String ROOT = "rtkit.machine";

    private static final List<String> TREES = List.of("proc/device-tree", "sys/firmware/devicetree/base");
    private static final List<String> IMAGES =
            List.of("boot/initramfs-%s.img", "boot/initrd.img-%s", "boot/initramfs-linux-asahi.img");
    private static final String[][] VERSIONS = {
        {"asahi,system-fw-version", "system firmware"},
        {"asahi,os-fw-version", "OS firmware"},
        {"asahi,iboot1-version", "iBoot 1"},
        {"asahi,iboot2-version", "iBoot 2"},
        {"asahi,m1n1-stage2-version", "m1n1"}
    };

    private final Path root;
    private final DeviceTree tree;
    private final String kernel;

    private LinuxMachine(Path root, DeviceTree tree, String kernel) {
        this.root = root;
        this.tree = tree;
        this.kernel = kernel;
    }

    /// Reads what every such machine has.
    ///
    /// @throws BadInputException if it has no device tree, or does not run Linux
    static LinuxMachine read() throws BadInputException {
        Path root = Path.of(System.getProperty(ROOT, "/"));
        Path folder = first(root, TREES);
        Path release = root.resolve("proc/sys/kernel/osrelease");
        if (folder == null || !Files.isReadable(release)) {
            throw new BadInputException(
                    "no Linux with a device tree runs here: name the file of asahi-diagnose of the one that does");
        }
        try {
            String kernel = Files.readString(release, StandardCharsets.UTF_8).strip();
            return new LinuxMachine(root, DeviceTrees.read(folder), kernel);
        } catch (IOException | TreeFormatException e) {
            throw new BadInputException("its device tree cannot be read: " + e.getMessage());
        }
    }

    private static @Nullable Path first(Path root, List<String> names) {
        return names.stream()
                .map(root::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    DeviceTree tree() {
        return tree;
    }

    String kernel() {
        return kernel;
    }

    /// Returns the machine and its versions, by the names that a log's are known by.
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("model", tree.root().string("model").orElse("unknown"));
        facts.put("kernel", kernel);
        Node chosen = tree.root().child("chosen").orElse(null);
        for (String[] version : VERSIONS) {
            if (chosen != null) {
                chosen.string(version[0]).ifPresent(value -> facts.put(version[1], value));
            }
        }
        return facts;
    }

    /// Returns whether one of Apple's chips is in it.
    boolean isApples() {
        return tree.root().compatible().stream().anyMatch(name -> name.startsWith("apple,"));
    }

    Path modules() {
        Path merged = root.resolve("usr/lib/modules").resolve(kernel);
        return Files.isDirectory(merged) ? merged : root.resolve("lib/modules").resolve(kernel);
    }

    /// Returns where the kernel's initramfs is, or null where that is not known.
    @Nullable
    Path image() {
        return first(root, IMAGES.stream().map(name -> name.formatted(kernel)).toList());
    }
}
