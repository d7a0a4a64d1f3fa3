package org.rtkit4j.app.emulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.app.smc.Tools;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.hardware.bridge.BridgeClient;
import org.rtkit4j.hardware.bridge.KernelMemory;
import org.rtkit4j.hardware.proxy.server.ServerListener;

/// The emulated Mac behind the bridge, driven by registers, lines and faults alone.
class BridgedMacTest {
    private static final long ANS = 0x2_7740_0000L;
    private static final long CONTROL = ANS + 0x44;
    private static final long MAILBOX = ANS + 0x8000;
    private static final long SMC_MAILBOX = 0x2_3e40_8000L;
    private static final long PMGR_ANS = 0x2_3b70_0008L;
    private static final int EMPTY = 1 << 17;
    private static final long RECV_NOT_EMPTY = 1L << 1;
    private static final long HELLO = 0x0010_0000_000c_000bL;

    @TempDir
    private Path folder;

    private MacService service;
    private MacService.Listening door;
    private KernelMemory memory;
    private BridgeClient kernel;

    @BeforeEach
    void powerOn() throws Exception {
        Path socket = folder.resolve("socket");
        service = BridgeService.at("unix:" + socket, List.of(Profile.named("ans"), Profile.named("smc")));
        door = service.listen(new ServerListener() {});
        memory = KernelMemory.of(folder.resolve("memory"), 1 << 20);
        kernel = BridgeClient.connect(socket);
        kernel.powerOn(memory);
        kernel.openEvents();
    }

    @AfterEach
    void powerOff() throws IOException {
        kernel.close();
        door.close();
        service.close();
        memory.close();
    }

    private void awaitMessage() throws IOException {
        long lines = 0;
        while ((lines & RECV_NOT_EMPTY) == 0) {
            lines = kernel.awaitEvent().lines();
        }
    }

    private long receive() throws IOException {
        long word = kernel.read(MAILBOX + 0x830, 8);
        kernel.read(MAILBOX + 0x838, 8);
        return word;
    }

    private long boot() throws IOException {
        kernel.write(CONTROL, 4, 0x10);
        awaitMessage();
        return receive();
    }

    private boolean isEmpty() throws IOException {
        return (kernel.read(MAILBOX + 0x114, 4) & EMPTY) != 0;
    }

    @Test
    void theFirmwareSaysHelloAndRaisesItsLineByItself() throws IOException {
        assertTrue(isEmpty());
        assertEquals(HELLO, boot());
        assertTrue(isEmpty());
        assertEquals(0, kernel.request(4, 4, CONTROL, 0).lines() & RECV_NOT_EMPTY);
    }

    @Test
    void aMessageToTheIopIsAnswered() throws IOException {
        assertEquals(HELLO, boot());
        kernel.write(MAILBOX + 0x800, 8, 0x0020_0000_000c_000cL);
        kernel.write(MAILBOX + 0x808, 8, 0);
        awaitMessage();
        assertEquals(8, receive() >>> 52 & 0xff, "EPMAP");
    }

    @Test
    void aMessageThatIsLostOnDemandDoesNotCome() throws IOException {
        assertEquals("the next message to the AP is lost", kernel.fault("ans 0:LOSE:0"));
        kernel.write(CONTROL, 4, 0x10);
        kernel.write(MAILBOX + 0x800, 8, 0x0020_0000_000c_000cL);
        kernel.write(MAILBOX + 0x808, 8, 0);
        awaitMessage();
        assertEquals(8, receive() >>> 52 & 0xff, "HELLO was lost, the map comes all the same");
    }

    @Test
    void aMessageThatComesTwiceOnDemandDoes() throws Exception {
        kernel.fault("ans 0:DUPLICATE:0");
        assertEquals(HELLO, boot());
        Tools.await(() -> String.valueOf(isEmpty()), "false"::equals);
        assertEquals(HELLO, receive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRASH", "HANG"})
    void aFirmwareThatIsMadeToFailIsBackAfterAReset(String kind) throws IOException {
        assertEquals(HELLO, boot());
        String struck = kernel.fault("ans 0:%s:0".formatted(kind));
        assertTrue(struck.startsWith("the firmware "), struck);
        String state = kind.equals("CRASH") ? "ans state=CRASHED" : "ans state=HUNG";
        assertTrue(kernel.state().startsWith(state), kernel.state());
        assertTrue(kernel.state().contains("\nsmc state=WAITING"), kernel.state());
        kernel.write(PMGR_ANS, 4, 0x8000_000fL);
        kernel.write(PMGR_ANS, 4, 0xf);
        assertEquals(HELLO, boot());
    }

    @Test
    void aFaultThatWaitsForAMessageKnowsItWhenItComes() throws Exception {
        assertEquals(HELLO, boot());
        kernel.fault("ans 0:CRASH_AT_SHUTDOWN:0");
        assertTrue(kernel.state().startsWith("ans state=BOOTING"), kernel.state());
        kernel.write(MAILBOX + 0x800, 8, 0x00b0_0000_0000_0010L);
        kernel.write(MAILBOX + 0x808, 8, 0);
        // No event need come: where the machine has taken the message by the time of the answer, no line has risen
        // since.
        Tools.await(kernel::state, state -> state.startsWith("ans state=CRASHED"));
    }

    @Test
    void aResetEmptiesTheMailbox() throws IOException {
        kernel.write(CONTROL, 4, 0x10);
        awaitMessage();
        assertFalse(isEmpty());
        kernel.write(PMGR_ANS, 4, 0x8000_000fL);
        assertTrue(isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ans",
                "ans x",
                "ans 0:CRASH",
                "ans 0:NO:0",
                "dcp 0:CRASH:0",
                "ans 0:ACCESS_FAILS:1",
                "ans -1:CRASH:0"
            })
    void whatIsNoFaultIsRefusedInWords(String text) {
        var refused = assertThrows(IOException.class, () -> kernel.fault(text));
        assertTrue(refused.getMessage().contains("status=REFUSED"), refused::getMessage);
    }

    @Test
    void aKernelsMemoryIsTheMachines() throws IOException {
        kernel.write(0x8_0000_0010L, 8, 0x1122_3344_5566_7788L);
        assertEquals((byte) 0x88, memory.segment().get(ValueLayout.JAVA_BYTE, 0x10));
        assertEquals(0x66, kernel.read(0x8_0000_0012L, 1));
        assertThrows(IOException.class, () -> kernel.read(0x8_0010_0000L, 4));
    }

    @Test
    void theCpusStatusIsMirroredBeforeTheMailbox() throws IOException {
        assertEquals(kernel.read(ANS + 0x48, 4), kernel.read(MAILBOX, 4));
        assertThrows(IOException.class, () -> kernel.read(SMC_MAILBOX + 0x114, 2 * Long.BYTES));
        assertThrows(IOException.class, () -> kernel.write(SMC_MAILBOX + 0x802, 4, 1));
    }
}
