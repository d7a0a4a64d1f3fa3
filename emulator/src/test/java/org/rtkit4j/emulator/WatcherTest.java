package org.rtkit4j.emulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.wire.nvme.NvmeRegisters;

/// What is said on the registers, and nothing else, is what a watcher hears.
class WatcherTest {
    private static final int ENABLE = 1;
    private static final int A2I_CONTROL = 0x110;
    private static final int SEND0 = 0x800;

    private final List<String> heard = new ArrayList<>();

    private HandAp watched(Profile profile) {
        var ap = new HandAp(profile);
        ap.iop.watch(new Watcher() {
            @Override
            public void onSent(long msg0, long msg1) {
                heard.add("sent %x %x".formatted(msg0, msg1));
            }

            @Override
            public void onTaken(long msg0, long msg1) {
                heard.add("taken %x %x".formatted(msg0, msg1));
            }

            @Override
            public void onDoorbell(int offset, int value) {
                heard.add("doorbell %x %x".formatted(offset, value));
            }
        });
        return ap;
    }

    @ParameterizedTest
    @ValueSource(strings = {"apple,asc-mailbox-v4", "apple,t8015-asc-mailbox", "apple,m3-mailbox-v2"})
    void hearsBothSidesOnEveryLayout(String mailbox) {
        var ap = watched(Profile.named("generic").with("mailbox", mailbox));
        ap.run();
        assertEquals(List.of(), heard, "the AP has taken nothing yet");
        HandAp.Received hello = ap.receive();
        ap.send(0, HandAp.ACK_12);
        assertEquals(
                List.of(
                        "taken %x %x".formatted(HandAp.HELLO_11_12, hello.msg1()),
                        "sent %x 0".formatted(HandAp.ACK_12)),
                heard);
    }

    @Test
    void hearsHalvesAsOneMessageAndGoesOnAfterAReset() {
        HandAp ap = watched(Profile.named("generic"));
        ap.iop.reset();
        ap.registers().write32(SEND0, 0x2222_1111);
        ap.registers().write32(SEND0 + 4, 0x4444_3333);
        ap.registers().write32(SEND0 + 8, 0x20);
        assertEquals(List.of(), heard);
        ap.registers().write32(SEND0 + 12, 0);
        assertEquals(List.of("sent 4444333322221111 20"), heard);
    }

    @Test
    void hearsNothingOfAMessageThatIsLost() {
        HandAp ap = watched(Profile.named("generic"));
        ap.registers().write32(A2I_CONTROL, 0);
        ap.registers().write64(SEND0, 1);
        ap.registers().write64(SEND0 + 8, 0x20);
        assertEquals(List.of(), heard);
        assertEquals(1, ap.iop.droppedMessages());
        ap.registers().write32(A2I_CONTROL, ENABLE);
        ap.registers().write64(SEND0 + 8, 0x21);
        assertEquals(List.of("sent 1 21"), heard);
    }

    @Test
    void hearsTheDoorbellsThatItsControllerHas() {
        HandAp ap = watched(Profile.named("ans"));
        var nvme = ap.iop.window("nvme");
        nvme.write32(NvmeRegisters.LINEAR_IOSQ, 5);
        nvme.write32(NvmeRegisters.IOCQ_HEAD, 6);
        nvme.write32(NvmeRegisters.AQA, 7);
        assertEquals(
                List.of(
                        "doorbell %x 5".formatted(NvmeRegisters.LINEAR_IOSQ),
                        "doorbell %x 6".formatted(NvmeRegisters.IOCQ_HEAD)),
                heard);
        heard.clear();
        HandAp older = watched(Profile.named("ans-t8015"));
        older.iop.window("nvme").write32(NvmeRegisters.LINEAR_IOSQ, 5);
        assertEquals(List.of(), heard, "there is no such register");
        older.iop.window("nvme").write32(NvmeRegisters.IOSQ_TAIL, 5);
        assertEquals(List.of("doorbell %x 5".formatted(NvmeRegisters.IOSQ_TAIL)), heard);
    }
}
