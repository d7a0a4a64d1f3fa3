package org.rtkit4j.devicetree.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rtkit4j.devicetree.alias.Modalias;
import org.rtkit4j.devicetree.tree.Encoding;
import org.rtkit4j.devicetree.tree.Node;
import org.rtkit4j.devicetree.tree.NodeBuilder;

class ModaliasTest {
    private static List<String> of(String bus, String name, String... properties) {
        Node root = NodeBuilder.root(Encoding.FDT)
                .child(
                        bus,
                        b -> b.child(name, node -> {
                            if (properties.length > 1) {
                                node.strings("device_type", properties[1]);
                            }
                            if (properties.length > 0) {
                                node.strings("compatible", properties[0].split(";", -1));
                            }
                        }))
                .build();
        return Modalias.of(root.all().getLast());
    }

    @Test
    void namesTheNodeItsTypeAndAllThatItIsCompatibleWith() {
        assertEquals(
                List.of("of:NnvmeT(null)Capple,t8103-nvme-ans2Capple,nvme-ans2"),
                of("soc", "nvme@27bcc0000", "apple,t8103-nvme-ans2;apple,nvme-ans2"));
        assertEquals(List.of("of:NpcieTpciCx,y_z"), of("soc", "pcie@0", "x,y z", "pci"));
        assertEquals(List.of(), of("soc", "nothing@0"));
    }

    @Test
    void onSpiTheNameBehindTheMakerCounts() {
        assertEquals(
                List.of("of:NkeysT(null)Capple,spi-hid", "spi:spi-hid"), of("spi@2000", "keys@0", "apple,spi-hid"));
    }

    @Test
    void aPciDeviceAnnouncesMakerAndModel() {
        assertEquals(
                List.of("of:NwifiT(null)Cpci14e4,4425", "pci:v000014E4d00004425"),
                of("pci@0,0", "wifi@0,0", "pci14e4,4425"));
    }
}
