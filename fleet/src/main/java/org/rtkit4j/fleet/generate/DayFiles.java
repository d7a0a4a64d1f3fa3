package org.rtkit4j.fleet.generate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// The files of one day: some reports by themselves, the others in turn into archives of two hundred and into JSON
/// lines.
final class DayFiles implements Closeable {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int IN_AN_ARCHIVE = 200;
    private static final int IN_A_FILE_OF_LINES = 5_000;

    private final Path folder;
    private final int singles;
    private final SplittableRandom random;

    private int inArchive;
    private int inLines;
    private int files;
    private @Nullable ZipOutputStream archive;
    private @Nullable OutputStream lines;

    /// @param singles of a hundred reports, how many are files of their own
    DayFiles(Path folder, int singles, SplittableRandom random) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.singles = singles;
        this.random = random;
    }

    void add(String name, byte[] report, MadeDevice device) throws IOException {
        if (random.nextInt(100) < singles) {
            Files.write(folder.resolve(files++ + "-" + name), report);
        } else if (random.nextBoolean()) {
            pack(name, report);
        } else {
            line(report, device);
        }
    }

    private void pack(String name, byte[] report) throws IOException {
        ZipOutputStream zip = archive;
        if (zip == null) {
            zip = new ZipOutputStream(open(".zip"));
            archive = zip;
        }
        zip.putNextEntry(new ZipEntry(inArchive + "/" + name));
        zip.write(report);
        zip.closeEntry();
        if (++inArchive == IN_AN_ARCHIVE) {
            zip.close();
            archive = null;
            inArchive = 0;
        }
    }

    private void line(byte[] report, MadeDevice device) throws IOException {
        OutputStream out = lines;
        if (out == null) {
            out = new GZIPOutputStream(open(".jsonl.gz"), 1 << 16);
            lines = out;
        }
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("device", device.key());
            json.writeStringField("serial", device.serial());
            json.writeStringField("report", new String(report, StandardCharsets.UTF_8));
            json.writeEndObject();
        }
        out.write('\n');
        if (++inLines == IN_A_FILE_OF_LINES) {
            out.close();
            lines = null;
            inLines = 0;
        }
    }

    private OutputStream open(String end) throws IOException {
        return new java.io.BufferedOutputStream(
                Files.newOutputStream(folder.resolve("reports-" + files++ + end)), 1 << 16);
    }

    /// A file that ends too soon, or is packed as nobody reads it.
    void damaged(int number) throws IOException {
        var whole = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(whole)) {
            byte[] noise = new byte[4096];
            random.nextBytes(noise);
            zip.write(noise);
        }
        byte[] bytes = number % 2 == 0
                ? Arrays.copyOf(whole.toByteArray(), whole.size() / 2)
                : "7z\u00bc\u00af'\u001c and so on".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(folder.resolve("damaged-" + number), bytes);
    }

    /// A file that is no report.
    void foreign(int number) throws IOException {
        Files.writeString(
                folder.resolve("notes-" + number + ".txt"),
                "Nothing crashed today, for the %dth time.%n".formatted(number));
    }

    @Override
    public void close() throws IOException {
        if (archive != null) {
            archive.close();
        }
        if (lines != null) {
            lines.close();
        }
    }
}
