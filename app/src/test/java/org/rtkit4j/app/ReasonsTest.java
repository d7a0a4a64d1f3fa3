package org.rtkit4j.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the system refuses is said in one line: what, and why, in words.
class ReasonsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "serve --for 1 --listen 127.0.0.1:%d",
                "emulate --for 1 --proxy tcp:127.0.0.1:%d",
                "nvme serve --for 1 --listen 127.0.0.1:%d",
                "smc export --listen 127.0.0.1:%d"
            })
    void aPortInUseIsSaidAlikeEverywhere(String command) throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            var run = Cli.run(command.formatted(port).split(" ", -1));
            assertEquals(
                    "rtkit: cannot listen: address=127.0.0.1:%d, address in use, choose another or stop the program that has it\n"
                            .formatted(port),
                    run.err().replace("localhost", "127.0.0.1"));
            assertEquals(1, run.status());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nvme info --image DIR/none/x | DIR/none/x: no such file",
                "nvme info --image DIR/none.img | DIR/none.img: no such file",
                "nvme read --image DIR/none.img --length 4096 DIR/x | DIR/none.img: no such file",
                "nvme verify --image DIR/none.img DIR/disk | DIR/none.img: no such file",
                "nvme serve --read-only --image DIR/none.img --for 1 | DIR/none.img: no such file",
                "nvme info --image DIR | DIR: cannot be read: is a folder",
                "nvme serve --image DIR --for 1 | DIR: cannot be read: is a folder",
                "nvme info --image DIR/odd | cannot open the disk: DIR/odd: not a number of blocks: size=5000, block=4096",
                "boot DIR/none.properties | DIR/none.properties: no such file",
                "boot DIR/none | DIR/none: no such file",
                "boot DIR | DIR: cannot be read: is a folder",
                "boot /dev/null | /dev/null: cannot be read: not a regular file",
                "boot DIR/key | DIR/key:2: unknown key: smc.evnts, did you mean smc.events?",
                "boot DIR/image | DIR/image:2: nvme.image = DIR/none/x: cannot open the disk: DIR/none/x: no such file",
                "cycles DIR/image | DIR/image:2: nvme.image = DIR/none/x: cannot open the disk: DIR/none/x: no such file",
                "nvme info --via emulator:DIR/image | DIR/image:2: nvme.image = DIR/none/x: cannot open the disk:"
                        + " DIR/none/x: no such file",
                "supervise DIR/image | DIR/image:2: nvme.image = DIR/none/x: cannot open the disk: DIR/none/x: no such file",
                "matrix DIR/image | DIR/image:2: nvme.image = DIR/none/x: cannot open the disk: DIR/none/x: no such file",
                "emulate --proxy tcp:0 --profile DIR/image | DIR/image:2: nvme.image = DIR/none/x: cannot open the disk:"
                        + " DIR/none/x: no such file",
                "emulate --bridge unix:DIR/s --profile DIR/image | DIR/image:2: nvme.image = DIR/none/x: cannot open the"
                        + " disk: DIR/none/x: no such file",
                "boot DIR/taken | DIR/taken:2: region.sram = 0x8_0000_0000 0x4000: address is taken:"
                        + " address=0x800000000, size=0x4000, by=0x800000000",
                "boot DIR/state | DIR/state:2: power.states = flying: no such power state, there are off, sleep,"
                        + " quiesced, on, idle, init",
                "emulate --profile DIR/key | DIR/key:2: unknown key: smc.evnts, did you mean smc.events?",
                "boot DIR/number | DIR/number:1: endpoint.foo = echo: not a number",
                "nvme write DIR/none/x --image DIR/disk | DIR/none/x: no such file",
                "nvme write DIR --image DIR/disk | DIR: is a folder",
                "capture decode DIR/none/x | DIR/none/x: no such file",
                "capture decode DIR/disk/x | DIR/disk/x: cannot be read: not a folder",
                "capture convert DIR/disk -o DIR/x.xyz | DIR/x.xyz: no format ends in .xyz, --to FORMAT is needed:"
                        + " pcapng, ndjson, csv, parquet, perfetto or usb",
                "capture convert DIR/disk -o DIR/x | DIR/x: a name without an ending, --to FORMAT is needed:"
                        + " pcapng, ndjson, csv, parquet, perfetto or usb",
                "explain DIR/none/x | DIR/none/x: no such file",
                "boot smc --via replay:DIR/none/x | DIR/none/x: no such file",
                "boot smc --via replay: | --via replay:FILE: an empty name is no file's",
                "boot smc --via m1n1: | --via m1n1:DEVICE: an empty name is no file's",
                "boot smc --via m1n1::115200 | --via m1n1:DEVICE: an empty name is no file's",
                "boot smc --via m1n1:pty: | --via m1n1:pty:PATH: an empty name is no file's",
                "emulate --proxy pty: | --proxy pty:: not tcp:PORT, tcp:HOST:PORT or pty:PATH",
                "probe read DIR/none | DIR/none: no such file",
                "probe read DIR | DIR: cannot be read: is a folder",
                "supervise --crash-dir DIR/disk/x | DIR/disk/x: cannot be written: not a folder",
                "supervise --crash-dir DIR/disk | DIR/disk: cannot be written: is there already",
            })
    void aFileIsNamedWithItsReason(String command, String sentence, @TempDir Path folder) throws Exception {
        Files.write(folder.resolve("disk"), new byte[1 << 20]);
        Files.write(folder.resolve("odd"), new byte[5000]);
        Files.writeString(folder.resolve("key"), "extends = smc\nsmc.evnts = none\n");
        Files.writeString(folder.resolve("image"), "extends = ans\nnvme.image = none/x\n");
        Files.writeString(folder.resolve("taken"), "extends = smc\nregion.sram = 0x8_0000_0000 0x4000\n");
        Files.writeString(folder.resolve("state"), "extends = smc\npower.states = flying\n");
        Files.writeString(folder.resolve("number"), "endpoint.foo = echo\n");
        var arguments = new ArrayList<String>();
        for (String word : command.split(" ", -1)) {
            arguments.add(word.replace("DIR", folder.toString()));
        }
        var run = Cli.run(arguments.toArray(String[]::new));
        assertEquals("rtkit: " + sentence.replace("DIR", folder.toString()) + "\n", run.err());
        assertEquals(2, run.status());
        assertFalse(Files.exists(folder.resolve("none.img")), "whoever only reads makes nothing");
    }

    @Test
    void whatIsNoSerialPortIsSaidInWords(@TempDir Path folder) throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        var run = Cli.run("boot", "smc", "--via", "m1n1:" + file);
        assertEquals("rtkit: cannot open the serial port: port=%s, no serial port\n".formatted(file), run.err());
        assertEquals(1, run.status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"nvme serve --for 1 --socket %s", "emulate --for 1 --bridge unix:%s"})
    void aPipeInThePlaceOfASocketStays(String command, @TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        var run = Cli.run(command.formatted(pipe).split(" ", -1));
        assertTrue(Files.exists(pipe), run::toString);
        assertFalse(run.err().contains("stop the program"), run::toString);
        assertNotEquals(0, run.status());
    }

    @Test
    void theSocketOfAKilledServerIsTakenOverAndALiveOneIsNot(@TempDir Path folder) throws Exception {
        Path socket = folder.resolve("disk.sock");
        List<String> serve = List.of("nvme", "serve", "--for", "1", "--socket", socket.toString());
        try (var live = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            live.bind(UnixDomainSocketAddress.of(socket));
            var refused = Cli.run(serve.toArray(String[]::new));
            assertEquals("rtkit: --socket %s: there is a file already\n".formatted(socket), refused.err());
            assertEquals(2, refused.status());
        }
        // Closed, its file is still there, as when its process was killed.
        var run = Cli.run(serve.toArray(String[]::new));
        assertEquals(0, run.status(), run::toString);
        assertFalse(Files.exists(socket));
    }
}
