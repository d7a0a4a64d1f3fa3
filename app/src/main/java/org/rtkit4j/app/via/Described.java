package org.rtkit4j.app.via;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.terminal.BadInputException;
import org.rtkit4j.core.memory.MemoryBroker;
import org.rtkit4j.devicetree.coprocessor.CoprocessorNode;
import org.rtkit4j.devicetree.coprocessor.Coprocessors;
import org.rtkit4j.devicetree.coprocessor.MemoryFilter;
import org.rtkit4j.devicetree.coprocessor.MemoryRegionNode;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Window;
import org.rtkit4j.wire.message.CoprocessorKind;
import org.rtkit4j.wire.nvme.NvmeVariant;
import org.rtkit4j.wire.port.DeviceMemory;
import org.rtkit4j.wire.port.Region;
import org.rtkit4j.wire.register.MailboxRegisters;
import org.rtkit4j.wire.register.SartRegisters;

/// Where a co-processor lies, as its machine's device tree says.
///
/// @param path of its node
/// @param mailbox physical address of the mailbox window
/// @param cpu physical address of the registers that start it, or null
/// @param sart its filter, or null
/// @param dart its translation, or null
/// @param nvme its NVMe controller, or null
/// @param regions memory that it may ask for; its addresses are the same on both sides
/// @param node everything else that the tree says
public record Described(
        String path,
        long mailbox,
        MailboxRegisters layout,
        @Nullable Window cpu,
        @Nullable Sart sart,
        @Nullable Dart dart,
        @Nullable Nvme nvme,
        List<Region> regions,
        CoprocessorNode node) {
    /// What the node of the profile `generic` is called in the trees of the emulated Mac.
    public static final String GENERIC_NODE = "iop";

    // Apple's trees do not name windows. Source: m1n1 `nvme.c`; *guess* for the NVMMU's own, which newer chips have.
    private static final List<String> APPLE_WINDOWS = List.of("ans", "core", "autoboot", "nvme", "nvmmu");

    /// A SART and the layout of its registers.
    public record Sart(long physAddr, SartRegisters layout) {}

    /// A DART and the stream of the co-processor.
    public record Dart(long physAddr, int stream) {}

    /// An NVMe controller, and the NVMMU's registers where they lie apart, else 0.
    public record Nvme(NvmeVariant variant, long physAddr, long nvmmuAddr) {}

    /// Looks a co-processor up.
    ///
    /// @param source names the tree in messages
    /// @throws BadInputException if the tree has none of that name, or says too little of it
    public static Described in(DeviceTree tree, String name, String source) throws BadInputException {
        CoprocessorNode node = Coprocessors.named(tree, name)
                .or(() -> emulated(tree, name))
                .orElseThrow(() -> new BadInputException(
                        "%s: no such co-processor: name=%s, there are %s".formatted(source, name, names(tree))));
        Window mailbox = node.mailbox().window();
        if (mailbox == null) {
            throw new BadInputException("%s: no address for the mailbox of %s"
                    .formatted(source, node.node().path()));
        }
        return new Described(
                node.node().path(),
                mailbox.address(),
                layout(node, source),
                node.cpu(),
                sart(node, source),
                dart(node),
                nvme(node),
                regions(node, source),
                node);
    }

    // Of the emulated Mac, which has no name of Apple's for what is like nothing in particular.
    private static Optional<CoprocessorNode> emulated(DeviceTree tree, String name) {
        boolean isGeneric = name.equals(CoprocessorKind.GENERIC.nodeName());
        return isGeneric ? Coprocessors.named(tree, GENERIC_NODE) : Optional.empty();
    }

    /// Returns a window of its registers by name; where the tree has no names, `nvme` is the fourth of the
    /// storage's and `nvmmu` the fifth.
    ///
    /// @throws BadInputException if the tree has none
    public Window window(String name) throws BadInputException {
        Window found = node.window(name).orElse(null);
        boolean isUnnamed = node.windows().stream().allMatch(window -> window.name() == null);
        int place = APPLE_WINDOWS.indexOf(name);
        if (found == null && isUnnamed && place >= 0 && place < node.windows().size()) {
            found = node.windows().get(place).window();
        }
        if (found == null) {
            throw new BadInputException("no such registers: node=%s, name=%s".formatted(path, name));
        }
        return found;
    }

    /// Returns the window of the registers that an interrupt line belongs to: `nvme`, or `dockchannel`, whose
    /// registers are `irq`.
    ///
    /// @throws BadInputException if the tree has none
    Window behind(String line) throws BadInputException {
        return window(line.equals("dockchannel") ? "irq" : line);
    }

    /// Returns memory as a session of this co-processor gets it: what it may ask for is what the tree names.
    DeviceMemory brokered(DeviceMemory memory) {
        return MemoryBroker.of(CoprocessorKind.of(node.name()), memory, regions);
    }

    /// Returns what tells its kinds apart: the node's `compatible`, and the chips that its parent names.
    public List<String> kinds() {
        Node parent = node.node().parent();
        Stream<String> chips =
                parent == null ? Stream.of() : parent.compatible().stream().map(name -> name.replace("arm-io,", ""));
        return Stream.concat(node.compatible().stream(), chips).toList();
    }

    /// Returns what the tree's `/chosen` says; empty where it says nothing.
    String chosen(String property) {
        Node root = node.node();
        for (Node parent = root.parent(); parent != null; parent = parent.parent()) {
            root = parent;
        }
        return root.child("chosen").flatMap(chosen -> chosen.string(property)).orElse("");
    }

    /// Returns the names of all co-processors of a tree.
    public static List<String> names(DeviceTree tree) {
        return Coprocessors.of(tree).stream().map(CoprocessorNode::name).toList();
    }

    private static MailboxRegisters layout(CoprocessorNode node, String source) throws BadInputException {
        String compatible = node.mailbox().layout();
        MailboxRegisters layout = compatible == null ? null : MailboxRegisters.of(compatible);
        if (layout == null) {
            throw new BadInputException("%s: unknown mailbox of %s: compatible=%s"
                    .formatted(source, node.node().path(), node.mailbox().node().compatible()));
        }
        return layout;
    }

    private static @Nullable Sart sart(CoprocessorNode node, String source) throws BadInputException {
        MemoryFilter.Sart sart = node.sart().orElse(null);
        Window window = sart == null ? null : sart.window();
        if (sart == null || window == null) {
            return null;
        }
        int version = sart.node().u32("sart-version").orElse(version(sart.compatible()));
        try {
            return new Sart(window.address(), SartRegisters.ofVersion(version));
        } catch (IllegalArgumentException e) {
            throw new BadInputException(
                    "%s: unknown filter: compatible=%s, version=%d".formatted(source, sart.compatible(), version));
        }
    }

    // Source: linux drivers/soc/apple/sart.c, the match table; m1n1 src/sart.c for t8015.
    private static int version(String compatible) {
        return switch (compatible) {
            case "apple,t8015-sart", "sart,t8015" -> 0;
            case "apple,t8103-sart" -> 2;
            default -> 3;
        };
    }

    private static @Nullable Dart dart(CoprocessorNode node) {
        return node.filters().stream()
                .filter(MemoryFilter.Dart.class::isInstance)
                .map(MemoryFilter.Dart.class::cast)
                .filter(dart -> dart.window() != null && dart.stream() >= 0)
                .map(dart -> new Dart(dart.window().address(), dart.stream()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Nvme nvme(CoprocessorNode node) {
        Window window = node.window("nvme").orElse(null);
        for (String compatible : node.compatible()) {
            NvmeVariant variant = NvmeVariant.of(compatible);
            if (window != null && variant != null) {
                long nvmmu = node.window("nvmmu").map(Window::address).orElse(0L);
                return new Nvme(variant, window.address(), nvmmu);
            }
        }
        return null;
    }

    private static List<Region> regions(CoprocessorNode node, String source) throws BadInputException {
        var regions = new ArrayList<Region>();
        for (MemoryRegionNode region : node.regions()) {
            Window window = region.window();
            if (window != null) {
                regions.add(region(region.name() == null ? region.node().name() : region.name(), window, source));
            }
        }
        Window sram = node.window("sram").orElse(null);
        if (sram != null) {
            regions.add(region("sram", sram, source));
        }
        return regions;
    }

    private static Region region(String name, Window window, String source) throws BadInputException {
        if (!Region.exists(window.address(), window.size())) {
            throw new BadInputException("%s: no such region: name=%s, window=%s".formatted(source, name, window));
        }
        return new Region(name, window.address(), window.size());
    }
}
