package org.rtkit4j.devicetree.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rtkit4j.devicetree.fdt.FdtReader;
import org.rtkit4j.devicetree.order.Cycles;
import org.rtkit4j.devicetree.order.Needs;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.testkit.Corpus;

class SupplierGraphTest {
    /// A provider of everything, with phandle 1, that asks for `cells` arguments of each kind.
    private static DeviceTree tree(String cellsName, int cells, Consumer<NodeBuilder> consumer) {
        return DeviceTree.of(NodeBuilder.root(Encoding.FDT)
                .child("provider", p -> {
                    p.u32("phandle", 1).strings("compatible", "x,provider");
                    if (!cellsName.isEmpty()) {
                        p.u32(cellsName, cells);
                    }
                    p.child("state", state -> state.u32("phandle", 2));
                })
                .child("consumer", c -> consumer.accept(c.strings("compatible", "x,consumer")))
                .build());
    }

    private static List<String> edges(DeviceTree tree, String name) {
        return SupplierGraph.of(tree).suppliersOf(tree.at("/" + name).orElseThrow()).stream()
                .map(Edge::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "mboxes, #mbox-cells, REQUIRED",
        "iommus, #iommu-cells, OPTIONAL",
        "clocks, #clock-cells, REQUIRED",
        "resets, #reset-cells, REQUIRED",
        "power-domains, #power-domain-cells, REQUIRED",
        "pinctrl-0, '', REQUIRED",
        "pinctrl-8, '', REQUIRED",
        "phys, #phy-cells, REQUIRED",
        "dmas, #dma-cells, OPTIONAL",
        "interconnects, #interconnect-cells, REQUIRED",
        "io-channels, #io-channel-cells, REQUIRED",
        "io-backends, #io-backend-cells, REQUIRED",
        "hwlocks, #hwlock-cells, REQUIRED",
        "extcon, '', REQUIRED",
        "nvmem-cells, '', REQUIRED",
        "nvmem-cells, #nvmem-cell-cells, REQUIRED",
        "wakeup-parent, '', REQUIRED",
        "pwms, #pwm-cells, REQUIRED",
        "leds, '', REQUIRED",
        "backlight, '', REQUIRED",
        "panel, '', REQUIRED",
        "msi-parent, '', REQUIRED",
        "gpio, #gpio-cells, REQUIRED",
        "gpios, #gpio-cells, REQUIRED",
        "reset-gpio, #gpio-cells, REQUIRED",
        "reset-gpios, #gpio-cells, REQUIRED",
        "vdd-supply, '', REQUIRED",
        "memory-region, '', NONE",
        "post-init-providers, '', NONE",
        "power-supplies, '', REQUIRED",
        "mmc-pwrseq, '', REQUIRED",
        "access-controllers, #access-controller-cells, REQUIRED",
        "pses, #pse-cells, REQUIRED",
        "'apple,sart', '', REQUIRED",
        "'apple,bw-scratch', '', REQUIRED",
    })
    void followsEveryPropertyThatNamesASupplier(String property, String cellsName, Strength strength) {
        int cells = cellsName.isEmpty() ? 0 : 2;
        int[] value = cells == 0 ? new int[] {1} : new int[] {1, 7, 8, 0, 1, 9, 9};
        DeviceTree tree = tree(cellsName, cells, c -> c.cells(property, value));
        SupplierGraph graph = SupplierGraph.of(tree);
        Edge edge = graph.suppliersOf(tree.at("/consumer").orElseThrow()).getFirst();
        assertEquals("consumer " + property + " -> provider", edge.toString());
        assertEquals(strength, edge.strength());
        assertEquals(List.of(), graph.problems());
    }

    @ParameterizedTest
    @CsvSource({"'x,nr-gpios'", "-supply", "clock-names", "interrupt-parent", "pinctrl-9"})
    void doesNotFollowOthers(String property) {
        assertEquals(List.of(), edges(tree("#gpio-cells", 0, c -> c.cells(property, 1)), "consumer"));
    }

    @Test
    void aReferenceBelowADeviceMeansTheDevice() {
        assertEquals(
                List.of("consumer pinctrl-0 -> provider (state)"),
                edges(tree("", 0, c -> c.cells("pinctrl-0", 2)), "consumer"));
    }

    @Test
    void aPropertyBelowADeviceIsTheDevices() {
        DeviceTree tree = tree("", 0, c -> c.child("port", port -> port.cells("vdd-supply", 1)));
        assertEquals(List.of("consumer (port) vdd-supply -> provider"), edges(tree, "consumer"));
    }

    @Test
    void iommuMapsNameTheSecondOfFourCells() {
        DeviceTree tree = tree("", 0, c -> c.cells("iommu-map", 0x100, 1, 1, 1, 0x200, 99, 1, 1));
        assertEquals(List.of("consumer iommu-map -> provider"), edges(tree, "consumer"));
    }

    @Test
    void interruptsLeadToTheControllerBehindTheMaps() {
        DeviceTree tree = DeviceTree.of(NodeBuilder.root(Encoding.FDT)
                .child(
                        "aic",
                        aic -> aic.u32("phandle", 1)
                                .strings("compatible", "x,aic")
                                .flag("interrupt-controller")
                                .u32("#interrupt-cells", 2))
                .child(
                        "nexus",
                        nexus -> nexus.u32("phandle", 2)
                                .strings("compatible", "x,nexus")
                                .u32("#interrupt-cells", 1)
                                .u32("#address-cells", 0)
                                .cells("interrupt-map", 3, 1, 0, 30, 4, 1, 0, 40))
                .child(
                        "device",
                        device -> device.strings("compatible", "x,device")
                                .u32("interrupt-parent", 2)
                                .cells("interrupts", 4))
                .build());
        assertEquals(List.of("device interrupts -> aic"), edges(tree, "device"));
    }

    @Test
    void theOtherEndOfAConnectionIsTheDeviceWithThePort() {
        DeviceTree tree = DeviceTree.of(NodeBuilder.root(Encoding.FDT)
                .child(
                        "a",
                        a -> a.strings("compatible", "x,a")
                                .child(
                                        "port",
                                        port -> port.child(
                                                "endpoint",
                                                e -> e.u32("phandle", 1).cells("remote-endpoint", 2))))
                .child(
                        "b",
                        b -> b.strings("compatible", "x,b")
                                .child(
                                        "ports",
                                        ports -> ports.child(
                                                "port@0",
                                                port -> port.child(
                                                        "endpoint",
                                                        e -> e.u32("phandle", 2).cells("remote-endpoint", 1)))))
                .build());
        assertEquals(List.of("a (endpoint) remote-endpoint -> b"), edges(tree, "a"));
        assertEquals(
                List.of(List.of("a", "b")),
                Cycles.of(SupplierGraph.of(tree)).stream()
                        .map(group -> group.stream().map(Node::name).toList())
                        .toList());
    }

    @Test
    void aDeviceNeedsWhatItIsOnAndIsNotNeededByIt() {
        DeviceTree tree = DeviceTree.of(NodeBuilder.root(Encoding.FDT)
                .child(
                        "bus",
                        bus -> bus.strings("compatible", "simple-bus")
                                .cells("vdd-supply", 1)
                                .child("device", d -> d.u32("phandle", 1).strings("compatible", "x,d")))
                .build());
        assertEquals(List.of(), edges(tree, "bus"));
        assertEquals(List.of("device parent -> bus"), edges(tree, "bus/device"));
    }

    @Test
    void whatIsDisabledSuppliesNothingAndIsNamed() {
        DeviceTree tree = DeviceTree.of(NodeBuilder.root(Encoding.FDT)
                .child(
                        "off",
                        off -> off.strings("compatible", "x,off")
                                .strings("status", "disabled")
                                .child(
                                        "child",
                                        child -> child.strings("compatible", "x,c")
                                                .u32("phandle", 1)))
                .child(
                        "device",
                        d -> d.strings("compatible", "x,d")
                                .cells("apple,sart", 1)
                                .cells("clocks", 7))
                .build());
        SupplierGraph graph = SupplierGraph.of(tree);
        assertEquals(1, graph.devices().size());
        assertEquals(List.of(), graph.suppliersOf(tree.at("/device").orElseThrow()));
        assertEquals(
                List.of("/device apple,sart: /off/child is disabled", "/device clocks: no node has phandle 0x7"),
                graph.problems().stream().map(Problem::toString).toList());
    }

    @Test
    void hoggedLinesAreTheControllersOwn() {
        DeviceTree tree = tree("#gpio-cells", 0, c -> c.flag("gpio-hog").cells("gpios", 1));
        assertEquals(List.of(), edges(tree, "consumer"));
    }

    @Test
    void theStorageOfARealMachineNeedsItsMailboxAndItsFilter() throws TreeFormatException {
        DeviceTree tree = FdtReader.read(Corpus.bytes("devicetree/t8103-j274.dtb"));
        SupplierGraph graph = SupplierGraph.of(tree);
        Node nvme = tree.at("/soc/nvme@27bcc0000").orElseThrow();
        List<String> edges =
                graph.suppliersOf(nvme).stream().map(Edge::toString).toList();
        assertTrue(edges.contains("nvme@27bcc0000 mboxes -> mbox@277408000"), edges.toString());
        assertTrue(edges.contains("nvme@27bcc0000 apple,sart -> iommu@27bc50000"), edges.toString());
        assertEquals(List.of(), graph.problems());
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void anyTangleOfReferencesEndsAndKeepsItsOrder(long seed) {
        var random = new SplittableRandom(seed);
        int count = 40;
        NodeBuilder root = NodeBuilder.root(Encoding.FDT);
        for (int i = 1; i <= count; i++) {
            int phandle = i;
            int[] references = random.ints(random.nextInt(4), 0, count + 2).toArray();
            root.child(
                    "n" + i,
                    n -> n.strings("compatible", "x").u32("phandle", phandle).cells("pinctrl-0", references));
        }
        DeviceTree tree = DeviceTree.of(root.build());
        SupplierGraph graph = SupplierGraph.of(tree);
        List<List<Node>> cycles = Cycles.of(graph);
        Node target = tree.at("/n1").orElseThrow();
        List<Need> needs = Needs.of(graph, Set.of(target));
        List<Node> order = needs.stream().map(Need::device).toList();
        assertEquals(target, order.getLast());
        for (Node device : order) {
            for (Edge edge : graph.suppliersOf(device)) {
                boolean before = order.indexOf(edge.supplier()) < order.indexOf(device);
                boolean inCycle =
                        cycles.stream().anyMatch(group -> group.contains(device) && group.contains(edge.supplier()));
                assertTrue(order.contains(edge.supplier()) && (before || inCycle), edge.toString());
            }
        }
        for (Need need : needs) {
            Node at = target;
            for (Edge edge : need.chain()) {
                assertEquals(at, edge.consumer());
                at = edge.supplier();
            }
            assertEquals(need.device(), at);
        }
    }
}
