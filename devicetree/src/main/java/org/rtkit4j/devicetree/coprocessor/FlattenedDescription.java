package org.rtkit4j.devicetree.coprocessor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.devicetree.tree.Addresses;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Interrupts;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.Property;
import org.rtkit4j.devicetree.tree.Reference;
import org.rtkit4j.devicetree.tree.References;
import org.rtkit4j.devicetree.tree.Window;

/// Describes a co-processor from a flattened tree: a node whose first `mboxes` entry is an Apple mailbox.
///
/// Source: bindings mailbox/apple,mailbox.yaml, nvme/apple,nvme-ans.yaml, iommu/apple,sart.yaml,
/// iommu/apple,dart.yaml.
final class FlattenedDescription {
    // Where the mailbox is, from the co-processor's own registers. Source: linux arch/arm64/boot/dts/apple.
    private static final long MAILBOX_OFFSET = 0x8000;
    private static final long CPU_BYTES = 0x4000;

    // A phandle, and arguments for the driver. Source: Asahi's device trees of display co-processors.
    private static final List<String> OWN_REFERENCES = List.of("apple,bw-scratch", "apple,bw-doorbell");

    private final DeviceTree tree;
    private final Node node;

    private FlattenedDescription(DeviceTree tree, Node node) {
        this.tree = tree;
        this.node = node;
    }

    static Optional<CoprocessorNode> of(DeviceTree tree, Node node) {
        FlattenedDescription description = new FlattenedDescription(tree, node);
        return description.references("mboxes", "#mbox-cells").stream()
                .findFirst()
                .map(Reference::target)
                .filter(mailbox -> mailbox.compatible().stream().anyMatch(FlattenedDescription::isApples))
                .map(description::with);
    }

    /// Returns whether a `compatible` string is that of a mailbox of Apple's.
    static boolean isApples(String compatible) {
        return compatible.startsWith("apple,") && compatible.contains("-mailbox");
    }

    private CoprocessorNode with(Node mailboxNode) {
        MailboxNode mailbox = mailbox(mailboxNode);
        List<RegisterWindow> windows = windows();
        return new CoprocessorNode(
                KnownNames.shortName(node),
                node,
                node.isAvailable(),
                mailbox,
                cpu(mailbox, windows),
                windows,
                new Filters(tree, node).all(),
                regions(),
                domains("power-domains", "#power-domain-cells", "power-domain-names"),
                domains("resets", "#reset-cells", "reset-names"),
                Interrupts.of(tree, node),
                node.string("apple,rtkit-handoff").orElse(null),
                ownReferences());
    }

    private MailboxNode mailbox(Node mailbox) {
        Window window = Addresses.physical(mailbox).stream()
                .findFirst()
                .flatMap(first -> first)
                .orElse(null);
        List<PowerDomain> domains = new FlattenedDescription(tree, mailbox)
                .domains("power-domains", "#power-domain-cells", "power-domain-names");
        return new MailboxNode(mailbox, KnownNames.layout(mailbox), window, Interrupts.of(tree, mailbox), domains);
    }

    private List<RegisterWindow> windows() {
        List<RegisterWindow> windows = ownWindows();
        tree.nodes().stream().filter(this::isHelpedBy).findFirst().ifPresent(input -> dockChannel(input, windows));
        return windows;
    }

    private List<RegisterWindow> ownWindows() {
        List<String> names = node.strings("reg-names");
        List<Optional<Window>> physical = Addresses.physical(node);
        List<RegisterWindow> windows = new ArrayList<>();
        for (int i = 0; i < physical.size(); i++) {
            windows.add(new RegisterWindow(
                    i < names.size() ? names.get(i) : null, physical.get(i).orElse(null)));
        }
        return windows;
    }

    // The device that speaks through a FIFO beside the co-processor, and names it. Source: linux
    // `apple,dockchannel-hid` of the Asahi and aurora trees.
    private boolean isHelpedBy(Node input) {
        return input.property("apple,helper-cpu")
                .filter(property -> property.cellCount() > 0)
                .flatMap(property -> tree.byPhandle(property.cell(0)))
                .filter(node::equals)
                .isPresent();
    }

    private void dockChannel(Node input, List<RegisterWindow> windows) {
        if (input.parent() != null) {
            windows.addAll(new FlattenedDescription(tree, input.parent()).named("irq"));
        }
        windows.addAll(new FlattenedDescription(tree, input).named("config", "data"));
    }

    private List<RegisterWindow> named(String... wanted) {
        List<String> names = List.of(wanted);
        return ownWindows().stream()
                .filter(window -> window.name() != null && names.contains(window.name()))
                .toList();
    }

    // A window of its own where there is one at the right place, else what the mailbox's place tells. The older
    // mailboxes of M3 cores tell nothing.
    private static @Nullable Window cpu(MailboxNode mailbox, List<RegisterWindow> windows) {
        Window window = mailbox.window();
        String layout = mailbox.layout();
        if (window == null || layout == null || !layout.contains("asc")) {
            return null;
        }
        long base = window.address() - MAILBOX_OFFSET;
        for (RegisterWindow own : windows) {
            Window ownWindow = own.window();
            if (ownWindow != null && ownWindow.address() == base) {
                return ownWindow;
            }
        }
        return new Window(base, CPU_BYTES);
    }

    private List<MemoryRegionNode> regions() {
        List<String> names = node.strings("memory-region-names");
        List<MemoryRegionNode> regions = new ArrayList<>();
        for (Reference reference : references("memory-region", null)) {
            Node region = reference.target();
            String name = regions.size() < names.size() ? names.get(regions.size()) : null;
            Window window = Addresses.physical(region).stream()
                    .findFirst()
                    .flatMap(first -> first)
                    .orElse(null);
            regions.add(new MemoryRegionNode(region, name, window, iovas(region), region.has("no-map")));
        }
        return regions;
    }

    // Entries of a phandle, an address and a size, in the cells of the bus that the device is on.
    // Source: linux drivers/iommu/of_iommu.c, of_iommu_get_resv_regions.
    private List<Window> iovas(Node region) {
        List<Window> iovas = new ArrayList<>();
        Property property = region.property("iommu-addresses").orElse(null);
        Node bus = node.parent();
        if (property == null || bus == null) {
            return iovas;
        }
        int address = Math.clamp(Addresses.addressCells(bus), 1, 4);
        int size = Math.clamp(Addresses.sizeCells(bus), 1, 4);
        for (int i = 0; i + 1 + address + size <= property.cellCount(); i += 1 + address + size) {
            if (tree.byPhandle(property.cell(i)).filter(node::equals).isPresent()) {
                iovas.add(new Window(property.number(i + 1, address), property.number(i + 1 + address, size)));
            }
        }
        return iovas;
    }

    private List<PowerDomain> domains(String property, String cells, String names) {
        List<String> ownNames = node.strings(names);
        List<PowerDomain> domains = new ArrayList<>();
        for (Reference reference : references(property, cells)) {
            String name = domains.size() < ownNames.size() ? ownNames.get(domains.size()) : null;
            Node controller = reference.target();
            domains.add(
                    new PowerDomain(controller, name, controller.string("label").orElse(null)));
        }
        return domains;
    }

    private List<Reference> references(String property, @Nullable String cells) {
        return node.property(property)
                .map(found -> References.parse(tree, found, cells).entries())
                .orElse(List.of());
    }

    // Not every property of Apple's whose number happens to be some phandle.
    private Map<String, Node> ownReferences() {
        Map<String, Node> references = new LinkedHashMap<>();
        for (String name : OWN_REFERENCES) {
            node.property(name)
                    .filter(property -> property.cellCount() > 0)
                    .flatMap(property -> tree.byPhandle(property.cell(0)))
                    .ifPresent(target -> references.put(name, target));
        }
        return references;
    }
}
