package org.rtkit4j.web.engine;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.rtkit4j.app.smc.Tools;

/// The engine as the page has it, run by node.
public final class PageEngine implements AutoCloseable {
    private static final Path PAGE = Path.of(System.getProperty("rtkit.html", "target/rtkit.html"));
    private static final int HEAD_BYTES = 9;

    private final Process process;
    private final OutputStream out;
    private final DataInputStream in;

    private PageEngine(Process process) {
        this.process = process;
        this.out = process.getOutputStream();
        this.in = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    }

    /// Starts it, or skips the test that asks where there is no node.
    public static PageEngine start() throws IOException {
        Tools.require("node", "node");
        var command = new ProcessBuilder("node", "--stack-size=800", "src/test/js/engine.mjs", PAGE.toString());
        return new PageEngine(
                command.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// The page, which the build has made.
    static Path page() {
        return PAGE;
    }

    /// What can be asked, by the numbers that `engine.mjs` knows.
    public enum Form {
        READ(0),
        EXPLAIN(1),
        TEXT(2),
        JSON(3),
        CORE(4),
        PCAPNG(5),
        DECODE(6);

        private final int number;

        Form(int number) {
            this.number = number;
        }
    }

    /// What came of it.
    ///
    /// @param bytes the failure's message where it is none
    @SuppressWarnings("ArrayRecordComponent") // compared as below
    public record Outcome(boolean isGood, byte[] bytes) {
        static Outcome of(byte[] bytes) {
            return new Outcome(true, bytes);
        }

        static Outcome failure(Exception e) {
            return new Outcome(false, String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
        }

        boolean isSame(Outcome other) {
            return isGood == other.isGood && Arrays.equals(bytes, other.bytes);
        }

        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    public Outcome ask(Form form, int number, byte[] given) throws IOException {
        var head = ByteBuffer.allocate(HEAD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) form.number).putInt(number).putInt(given.length);
        out.write(head.array());
        out.write(given);
        out.flush();
        boolean isGood = in.readByte() == 1;
        return new Outcome(isGood, in.readNBytes(Integer.reverseBytes(in.readInt())));
    }

    public Outcome ask(Form form, int number) throws IOException {
        return ask(form, number, new byte[0]);
    }

    @Override
    public void close() throws IOException {
        out.close();
        process.destroy();
    }
}
