package org.rtkit4j.devicetree.coprocessor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.rtkit4j.devicetree.fdt.FdtReader;
import org.rtkit4j.devicetree.tree.DeviceTree;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.NodeBuilder;
import org.rtkit4j.devicetree.tree.TreeFormatException;
import org.rtkit4j.devicetree.tree.Window;
import org.rtkit4j.testkit.Corpus;

class CoprocessorsTest {
    private final DeviceTree tree = MacFixture.tree();

    @Test
    void findsWhatHasAnAppleMailbox() {
        assertEquals(
                List.of("dcp", "smc"),
                Coprocessors.of(tree).stream().map(CoprocessorNode::name).toList());
    }

    @Test
    void describesTheDisplay() {
        CoprocessorNode dcp = Coprocessors.named(tree, "dcp").orElseThrow();
        assertTrue(dcp.isAvailable());
        assertEquals(new Window(0x2_31c0_0000L, 0x4000), dcp.cpu());
        assertEquals(Optional.of(new Window(0x2_3000_0000L, 0x3e8000)), dcp.window("disp-0"));
        assertEquals("apple,asc-mailbox-v4", dcp.mailbox().layout());
        assertEquals(new Window(0x2_31c0_8000L, 0x4000), dcp.mailbox().window());
        assertEquals(
                List.of(0, 403, 4),
                dcp.mailbox().interrupt("recv-not-empty").orElseThrow().specifier());
        assertEquals("some-state-v1", dcp.handoff());
        assertEquals("disp0_cpu0", dcp.powerDomains().getFirst().label());
        assertEquals("disp0_cpu0", dcp.resets().getFirst().label());
        assertEquals(
                Set.of("apple,bw-scratch", "apple,bw-doorbell"),
                dcp.references().keySet());
    }

    @Test
    void namesTheTranslationAndTheMemoryBehindIt() {
        CoprocessorNode dcp = Coprocessors.named(tree, "dcp@231c00000").orElseThrow();
        MemoryFilter.Dart dart = (MemoryFilter.Dart) dcp.filters().getFirst();
        assertEquals(5, dart.stream());
        assertEquals(new Window(0x2_3130_4000L, 0x4000), dart.window());
        assertEquals(new Window(0, 0xfc00_0000L), dart.dmaRange());
        MemoryRegionNode region = dcp.regions().getFirst();
        assertEquals("dcp_data", region.name());
        assertEquals(new Window(0x9_f000_0000L, 0x8000), region.window());
        assertEquals(List.of(new Window(0x4000, 0x8000)), region.iovas());
        assertTrue(region.isNoMap());
        assertNull(dcp.regions().get(1).window());
    }

    @Test
    void findsTheProcessorBelowItsMailbox() {
        CoprocessorNode smc = Coprocessors.named(tree, "smc").orElseThrow();
        assertFalse(smc.isAvailable());
        assertEquals("apple,t6030-asc-mailbox", smc.mailbox().layout());
        assertEquals(new Window(0x2_3e40_0000L, 0x4000), smc.cpu());
        assertEquals(Optional.of(new Window(0x2_3fe0_0000L, 0x100000)), smc.window("sram"));
        assertNull(smc.handoff());
    }

    @Test
    void describesTheStorageOfARealMachine() throws TreeFormatException {
        DeviceTree mac = FdtReader.read(Corpus.bytes("devicetree/t8103-j274.dtb"));
        CoprocessorNode ans = Coprocessors.named(mac, "ans").orElseThrow();
        assertEquals("/soc/nvme@27bcc0000", ans.node().path());
        assertEquals(Optional.of(new Window(0x2_7bcc_0000L, 0x40000)), ans.window("nvme"));
        assertEquals(Optional.of(new Window(0x2_7740_0000L, 0x4000)), ans.window("ans"));
        assertEquals(new Window(0x2_7740_0000L, 0x4000), ans.cpu());
        assertEquals(new Window(0x2_7740_8000L, 0x4000), ans.mailbox().window());
        assertEquals(0x2_7bc5_0000L, ans.sart().orElseThrow().window().address());
        assertEquals("apple,t8103-sart", ans.sart().orElseThrow().compatible());
        assertEquals(List.of(0, 590, 4), ans.interrupts().getFirst().specifier());
        assertEquals(
                List.of(0, 583, 4),
                ans.mailbox().interrupt("send-empty").orElseThrow().specifier());
        assertEquals(
                List.of("ans", "apcie0"),
                ans.powerDomains().stream().map(PowerDomain::name).toList());
    }

    @Test
    void describesWhatAppleTreesSay() {
        var apple = NodeBuilder.root(Encoding.ADT)
                .u32("#address-cells", 2)
                .u32("#size-cells", 2)
                .child(
                        "arm-io",
                        io -> io.u32("#address-cells", 2)
                                .u32("#size-cells", 2)
                                .numbers("ranges", 2, 0, 0x2_0000_0000L, 0x1_0000_0000L)
                                .child(
                                        "ans",
                                        ans -> ans.strings("compatible", "iop,ascwrap-v4")
                                                .numbers("reg", 2, 0x7740_0000L, 0x6c000, 0x7bcc_0000L, 0x40000))
                                .child(
                                        "sart-ans",
                                        sart -> sart.strings("compatible", "sart,t8103")
                                                .numbers("reg", 2, 0x7bc5_0000L, 0x10000)))
                .build();
        CoprocessorNode ans = Coprocessors.named(DeviceTree.of(apple), "ans").orElseThrow();
        assertEquals("apple,asc-mailbox-v4", ans.mailbox().layout());
        assertEquals(new Window(0x2_7740_8000L, 0x4000), ans.mailbox().window());
        assertEquals(0x2_7bc5_0000L, ans.sart().orElseThrow().window().address());
        assertEquals(2, ans.windows().size());
    }
}
