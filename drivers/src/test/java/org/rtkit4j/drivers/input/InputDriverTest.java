package org.rtkit4j.drivers.input;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rtkit4j.core.supervise.RemoteState;
import org.rtkit4j.drivers.dockchannel.DockChannelWindows;
import org.rtkit4j.drivers.dockchannel.LinkFault;
import org.rtkit4j.drivers.dockchannel.PacketLink;
import org.rtkit4j.drivers.dockchannel.PacketListener;
import org.rtkit4j.emulator.crash.CrashCause;
import org.rtkit4j.emulator.dockchannel.DockChannel;
import org.rtkit4j.emulator.machine.Machine;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.testkit.AllocationProbe;

class InputDriverTest {
    private static final Profile PROFILE = Profile.named("mtp");
    private static final long MILLI = 1_000_000;

    private InputRig rig = InputRig.up(PROFILE);

    @AfterEach
    void close() {
        rig.close();
    }

    private void replace(InputRig other) {
        rig.close();
        rig = other;
    }

    // ---- Up ----

    @Test
    void keyboardAndTrackpadComeUpAndSayWhoMadeThem() {
        assertEquals(
                List.of(
                        "ready multi-touch",
                        "ready keyboard",
                        "ready stm",
                        "KeyboardIdentity[vendor=1452, product=1, version=0, keyboardType=41, serial=EXAMPLE00001]"),
                rig.diary.take());
        assertEquals(List.of(), rig.diary.troubles);
    }

    @Test
    void theFaultOfRealDescriptorsIsSaidAndSurvived() {
        replace(InputRig.up(PROFILE.with("mtp.descriptor", "faulty")));
        assertEquals(4, rig.diary.troubles.size(), rig.diary::toString);
        assertTrue(rig.diary.troubles.getFirst().contains("a report size of 0x4000 is read as 8"), rig.diary::toString);
        rig.hands().type("fault", 0);
        rig.settle();
        assertEquals("fault", rig.diary.typed.toString());
    }

    // ---- Keys ----

    @Test
    void aSentenceArrivesAsItWasTyped() {
        String sentence = "The quick brown fox, 42 times: \"jumps\" over {the} lazy_dog? ~`!@#$%^&*()+=\\|;'<>/";
        assertEquals(sentence.length(), rig.hands().type(sentence, 8 * MILLI));
        rig.pass(sentence.length() * (8 * MILLI));
        assertEquals(sentence, rig.diary.typed.toString());
        assertEquals(List.of(), rig.diary.troubles);
    }

    @Test
    void keysGoDownAndUp() {
        rig.diary.take();
        rig.hands().key(4, true);
        rig.hands().key(0xe1, true);
        rig.hands().key(4, false);
        rig.hands().key(0xe1, false);
        rig.settle();
        assertEquals(List.of("+a", "+left shift", "-a", "-left shift"), rig.diary.take());
    }

    @Test
    void keysBeyondWhatTheKeyboardCanTellChangeNothingButModifiers() {
        rig.diary.take();
        for (int key = 4; key < 11; key++) {
            rig.hands().key(key, true);
        }
        rig.hands().key(0xe0, true);
        rig.hands().key(4, false);
        rig.settle();
        assertEquals(List.of("+a", "+b", "+c", "+d", "+e", "+f", "+left control", "-a", "+g"), rig.diary.take());
    }

    @Test
    void ledsAreSetOnceThereIsAKeyboard() {
        replace(new InputRig(PROFILE, InputOptions.DEFAULT));
        rig.driver.leds(0x2);
        rig.supervised.start();
        rig.settle();
        assertEquals(2, rig.hands().leds());
        rig.driver.leds(0x5);
        rig.settle();
        assertEquals(5, rig.hands().leds());
    }

    @Test
    void ledsAreLitAgainAfterACrash() {
        rig.driver.leds(0x2);
        rig.settle();
        rig.diary.take();
        rig.mtp.crash(new CrashCause.FailedAssert("hid.c", 1, "test"));
        rig.await(() -> rig.diary.lines.contains("ready stm"));
        rig.settle();
        assertEquals(2, rig.hands().leds());
    }

    // ---- Trackpad ----

    @Test
    void thePointerMovesAndItsButtonsGoDownAndUp() {
        rig.diary.take();
        rig.hands().mouse(1, 3, -4, 0);
        rig.hands().mouse(0, 0, 0, 2);
        rig.settle();
        assertEquals(List.of("move 3 -4 0", "+button 1", "move 0 0 2", "-button 1"), rig.diary.take());
    }

    @Test
    void fingersTouchMoveAndLift() {
        rig.diary.take();
        rig.hands().finger(0, true, 100, 200);
        rig.hands().finger(2, true, 300, 400);
        rig.hands().frame();
        rig.hands().finger(2, true, 310, 400);
        rig.hands().press(true);
        rig.hands().frame();
        rig.hands().finger(0, false, 0, 0);
        rig.hands().frame();
        rig.settle();
        assertEquals(
                List.of(
                        "+finger 0 100 200",
                        "+finger 2 300 400",
                        "+finger 2 310 400",
                        "+button 1",
                        "-finger 0 100 200"),
                rig.diary.take());
    }

    // ---- Down, and up again ----

    @Test
    void keysThatAreDownWhenItCrashesAreReleasedAndTypingGoesOn() {
        rig.hands().key(4, true);
        rig.hands().finger(1, true, 5, 6);
        rig.hands().frame();
        rig.settle();
        rig.diary.take();
        rig.mtp.crash(new CrashCause.FailedAssert("hid.c", 1, "test"));
        rig.settle();
        assertEquals(List.of("-finger 1 5 6", "-a", "down"), rig.diary.take());
        rig.await(() -> rig.diary.lines.contains("ready stm"));
        assertEquals(RemoteState.RUNNING, rig.supervised.state());
        rig.diary.typed.setLength(0);
        rig.hands().type("and on it goes", 0);
        rig.settle();
        assertEquals("and on it goes", rig.diary.typed.toString());
    }

    @Test
    void whatWasLeftBehindOfAPacketIsNotTakenForTheNextOne() {
        for (int i = 0; i < 200; i++) {
            rig.hands().key(4 + i % 2, i % 4 < 2);
        }
        rig.emulated.machine().runUntilIdle();
        rig.mtp.crash(new CrashCause.FailedAssert("hid.c", 1, "test"));
        rig.await(() -> rig.supervised.restarts() == 1 && rig.diary.lines.contains("ready stm"));
        rig.diary.typed.setLength(0);
        rig.diary.troubles.clear();
        rig.hands().type("clean", 0);
        rig.settle();
        assertEquals("clean", rig.diary.typed.toString());
        assertEquals(List.of(), rig.diary.troubles);
    }

    @Test
    void aStopReleasesKeysAndAStartBringsThemBack() {
        rig.hands().key(5, true);
        rig.settle();
        rig.diary.take();
        rig.supervised.stop();
        rig.settle();
        assertEquals(List.of("-b", "down"), rig.diary.take());
        rig.supervised.start();
        rig.settle();
        rig.hands().key(5, true);
        rig.settle();
        assertTrue(rig.diary.take().contains("+b"));
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void whateverHappensNothingStaysDown(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 300; i++) {
            switch (random.nextInt(8)) {
                case 0 -> rig.hands().finger(random.nextInt(5), random.nextBoolean(), i, i);
                case 1 -> rig.hands().frame();
                case 2 -> rig.pass(random.nextLong(50 * MILLI));
                case 3 -> rig.hands().mouse(random.nextInt(8), 1, 1, 1);
                default -> rig.hands().key(4 + random.nextInt(250), random.nextBoolean());
            }
        }
        if (random.nextBoolean()) {
            rig.mtp.crash(new CrashCause.FailedAssert("hid.c", 1, "test"));
        } else {
            rig.supervised.stop();
        }
        rig.pass(10 * MILLI);
        var down = new ArrayList<String>();
        for (String line : rig.diary.lines) {
            String what = line.replaceFirst("^[+-]((finger \\d+).*|(.*))$", "$2$3");
            if (line.startsWith("+") && !down.contains(what)) {
                down.add(what);
            } else if (line.startsWith("-")) {
                assertTrue(down.remove(what), line);
            }
        }
        assertEquals(List.of(), down);
    }

    // ---- The touch surface's firmware ----

    @Test
    void firmwareForTheTouchSurfaceIsLoadedWithItsInterfaceInIt() {
        byte[] file = HexFormat.of()
                .parseHex("48494446" + "01000000" + "18000000" + "08000000" + "03000000" + "eeeeeeee"
                        + "0001020304050607");
        replace(InputRig.up(
                PROFILE.with("mtp.touch.firmware", "required"), InputOptions.DEFAULT.with(TouchFile.read(file))));
        assertTrue(rig.diary.lines.contains("ready multi-touch"), rig.diary::toString);
        assertArrayEquals(
                HexFormat.of().parseHex("0001020104050607"), rig.hands().touchFirmware());
        assertEquals(List.of(), rig.diary.troubles);
    }

    @Test
    void aTouchSurfaceWithoutItsFirmwareIsLeftAlone() {
        replace(InputRig.up(PROFILE.with("mtp.touch.firmware", "required")));
        rig.pass(5_000 * MILLI);
        assertFalse(rig.diary.lines.contains("ready multi-touch"));
        assertEquals(
                List.of("an interface did not become ready: interface=1, name=multi-touch, waited=2000 ms"),
                rig.diary.troubles);
        rig.hands().type("keys work", 0);
        rig.settle();
        assertEquals("keys work", rig.diary.typed.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "48494446",
                "48494446020000001400000004000000000000000000000000",
                "4849444601000000140000000500000000000000" + "01020304",
                "4849444601000000140000000400000004000000" + "01020304",
                "4849444601000000100000000400000000000000" + "01020304",
                "4849444601000000140000000000000000000000" + "01020304"
            })
    void whatIsNoFirmwareIsRefusedInOneLine(String hex) {
        var thrown = assertThrows(
                IllegalArgumentException.class,
                () -> TouchFile.read(HexFormat.of().parseHex(hex)));
        assertFalse(thrown.getMessage().contains("\n"));
    }

    // ---- The pin ----

    @ParameterizedTest
    @ValueSource(strings = {"linux", "m1n1"})
    void aPinIsPulsedInEitherReading(String reading) {
        var pulsed = new ArrayList<String>();
        replace(InputRig.up(PROFILE.with("mtp.pulse", reading), InputOptions.DEFAULT.with(pulsed::add)));
        assertEquals(List.of("afe-reset"), pulsed);
        assertTrue(rig.diary.lines.contains("ready multi-touch"), rig.diary::toString);
    }

    @Test
    void aPinThatIsNotThereIsAnsweredSo() {
        replace(InputRig.up(PROFILE.with("mtp.pulse", "linux")));
        rig.pass(5_000 * MILLI);
        assertFalse(rig.diary.lines.contains("ready multi-touch"));
        assertTrue(rig.diary.lines.contains("ready keyboard"));
    }

    // ---- Cost ----

    @Test
    void anEventAllocatesNothing() {
        var counted = new int[1];
        var quiet = new InputListener() {
            @Override
            public void onKey(int usage, boolean isDown) {
                counted[0]++;
            }

            @Override
            public void onTouch(int contact, boolean isDown, int x, int y) {
                counted[0]++;
            }
        };
        var link = new RemoteFunction(2, "keyboard");
        link.descriptor = keyboardDescriptor();
        link.understand();
        byte[] down = {1, 0, 0, 4, 5, 6, 0, 0, 0};
        byte[] up = {1, 2, 0, 0, 0, 0, 0, 0, 0};
        assertEquals(0, AllocationProbe.leastBytes(() -> {
            for (int i = 0; i < 10_000; i++) {
                link.report(down, 0, down.length, quiet);
                link.report(up, 0, up.length, quiet);
            }
        }));
        assertTrue(counted[0] > 10_000);
    }

    private static byte[] keyboardDescriptor() {
        return HexFormat.of()
                .parseHex("05010906a1018501050719e029e715002501750195088102750895018103"
                        + "0507190029ff150026ff00750895068100c0");
    }

    @Test
    void anEventAllocatesNothingFromRegisterToListener() {
        rig.close();
        var quiet = new InputListener() {};
        try (var other = new QuietRig(quiet)) {
            assertEquals(0, AllocationProbe.leastBytes(() -> other.receive(1000)));
        }
        rig = InputRig.up(PROFILE);
    }

    /// Packets of a keyboard straight from the hardware's FIFO to the driver's link.
    private static final class QuietRig implements AutoCloseable {
        private final DockChannel device = new DockChannel(1, new Machine(() -> 0).interrupts(), () -> {});
        private final PacketLink link;
        private final byte[][] packets = {
            HexFormat.of().parseHex("08121400090200000000090000000000010000040000000000000000edebe2fb"),
            HexFormat.of().parseHex("08121400090200000000090000000000010000000000000000000000edebe2ff")
        };
        private int heard;

        QuietRig(InputListener listener) {
            var function = new RemoteFunction(2, "keyboard");
            function.descriptor = keyboardDescriptor();
            function.understand();
            link = new PacketLink(
                    new DockChannelWindows(device.interrupts(), device.config(), device.data(), device.line(), 1, 2048),
                    new PacketListener() {
                        @Override
                        public void onPacket(long header, long head, byte[] bytes, int from, int length) {
                            function.report(bytes, from, length, listener);
                            heard++;
                        }

                        @Override
                        public void onFault(LinkFault fault) {
                            throw new AssertionError(fault.message());
                        }
                    });
        }

        void receive(int count) {
            int before = heard;
            for (int i = 0; i < count; i++) {
                byte[] packet = packets[i & 1];
                device.offer(packet, 0, packet.length);
                link.poll(4);
            }
            if (heard - before != count) {
                throw new AssertionError(heard);
            }
        }

        @Override
        public void close() {
            assertTrue(heard > 0);
        }
    }
}
