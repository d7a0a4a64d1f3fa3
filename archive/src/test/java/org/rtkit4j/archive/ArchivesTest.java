package org.rtkit4j.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArchivesTest {
    private static final byte[] REPORT = "panic(cpu 0): example\n".getBytes(UTF_8);
    private static final String TEXT = new String(REPORT, UTF_8);

    @Test
    void aFileThatIsNoArchiveIsReadItself() {
        assertEquals(Map.of("x", TEXT), ListedMembers.of("x", REPORT).read);
        assertEquals(Map.of("x", ""), ListedMembers.of("x", new byte[0]).read);
    }

    @Test
    void oneFileInACompressorKeepsItsName() {
        for (byte[] packed :
                List.of(Packed.gzip(REPORT), Packed.bzip2(REPORT), Packed.xz(REPORT), Packed.zstd(REPORT))) {
            ListedMembers listed = ListedMembers.of("a.log.packed", packed);
            assertEquals(Map.of("a.log.packed", TEXT), listed.read);
            assertEquals(Map.of(), listed.refused);
        }
    }

    @Test
    void membersOfTarAndZipAreNamedBehindTheArchive() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("s/one.ips", REPORT);
        files.put("s/" + "long/".repeat(60) + "zwei-\u00e4.ips", REPORT);
        for (byte[] packed : List.of(Packed.tar(files), Packed.zip(files), Packed.gzip(Packed.tar(files)))) {
            ListedMembers listed = ListedMembers.of("d", packed);
            assertEquals(
                    List.of("d!/s/one.ips", "d!/s/" + "long/".repeat(60) + "zwei-\u00e4.ips"),
                    List.copyOf(listed.read.keySet()));
            assertEquals(List.of(TEXT, TEXT), List.copyOf(listed.read.values()));
        }
    }

    @Test
    void archivesInArchivesAreOpened() {
        byte[] inner = Packed.gzip(Packed.tar(Map.of("s/a.ips", REPORT)));
        byte[] outer = Packed.zip(Map.of("sysdiagnose.tar.gz", inner));
        assertEquals(Map.of("mail.zip!/sysdiagnose.tar.gz!/s/a.ips", TEXT), ListedMembers.of("mail.zip", outer).read);
    }

    @Test
    void severalGzipStreamsInOneFileAreOneFile() {
        var both = new ByteArrayOutputStream();
        both.writeBytes(Packed.gzip(REPORT));
        both.writeBytes(Packed.gzip(REPORT));
        assertEquals(Map.of("x", TEXT + TEXT), ListedMembers.of("x", both.toByteArray()).read);
    }

    @Test
    void whatIsKnownAndNotReadSaysSo() {
        byte[] rar = "Rar!\032\007\001\000".getBytes(UTF_8);
        assertEquals(
                Map.of("a.rar", "packed as RAR, which is not read: unpack it first"),
                ListedMembers.of("a.rar", rar).refused);
        ListedMembers mixed = ListedMembers.of("a.zip", Packed.zip(Map.of("b.rar", rar)));
        assertEquals(List.of("a.zip!/b.rar"), List.copyOf(mixed.refused.keySet()));
    }

    @Test
    void aDamagedMemberLeavesTheOthers() {
        byte[] torn = Packed.gzip(new byte[100_000]);
        var files = new LinkedHashMap<String, byte[]>();
        files.put("torn.gz", Arrays.copyOf(torn, torn.length / 2));
        files.put("good", REPORT);
        ListedMembers listed = ListedMembers.of("a.tar", Packed.tar(files));
        assertEquals(TEXT, listed.read.get("a.tar!/good"));
        assertEquals(List.of("a.tar!/torn.gz"), List.copyOf(listed.refused.keySet()));
    }

    @Test
    void anEncryptedMemberLeavesTheOthers() {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("secret", REPORT);
        files.put("open", REPORT);
        byte[] zip = Packed.stored(files);
        // The flag in the first one's head.
        zip[6] |= 1;
        ListedMembers listed = ListedMembers.of("a.zip", zip);
        assertEquals(Map.of("a.zip!/open", TEXT), listed.read);
        assertEquals(Map.of("a.zip!/secret", "encrypted, or packed in a way that is not read"), listed.refused);
    }

    @Test
    void whatIsCutOffIsRefusedBehindWhatWasRead() {
        byte[] whole = Packed.tar(Map.of("a", REPORT));
        byte[] twice = Packed.tar(new LinkedHashMap<>(Map.of("b", new byte[5000])));
        byte[] cut = new byte[1024 + 2000];
        System.arraycopy(whole, 0, cut, 0, 1024);
        System.arraycopy(twice, 0, cut, 1024, 2000);
        ListedMembers listed = ListedMembers.of("x.tar", cut);
        assertEquals(TEXT, listed.read.get("x.tar!/a"));
        assertEquals(List.of("x.tar!/b", "x.tar"), List.copyOf(listed.refused.keySet()));
    }

    /// 300 MiB of zeros, as gzip packs them, in a tar beside a report.
    @Test
    void aBombIsRefusedWhenItHasGrownTooMuch() throws IOException {
        var zeros = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zeros)) {
            for (int i = 0; i < 300; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        var files = new LinkedHashMap<String, byte[]>();
        files.put("report", REPORT);
        files.put("bomb.gz", zeros.toByteArray());
        var longest = new AtomicLong();
        var refused = new HashMap<String, String>();
        Archives.read("x.tar", new ByteArrayInputStream(Packed.tar(files)), new ArchiveMembers() {
            @Override
            public void read(String name, InputStream content) throws IOException {
                byte[] step = new byte[1 << 16];
                long all = 0;
                for (int count = 0; count >= 0; count = content.read(step)) {
                    all += count;
                    longest.accumulateAndGet(all, Math::max);
                }
            }

            @Override
            public void refuse(String name, String reason) {
                refused.put(name, reason);
            }
        });
        assertTrue(longest.get() < 2 * UnpackBudget.ALLOWANCE_BYTES, "unpacked " + longest);
        assertTrue(refused.get("x.tar").startsWith("unpacks to more than 400 times its size"), refused::toString);
    }

    @Test
    void archivesThatAreNestedTooDeepAreNotOpened() {
        byte[] nested = REPORT;
        for (int i = 0; i <= Archives.MOST_DEPTH; i++) {
            nested = Packed.gzip(nested);
        }
        ListedMembers listed = ListedMembers.of("x", nested);
        assertEquals(Map.of(), listed.read);
        assertEquals(Map.of("x", "packed more than 6 times over: not opened"), listed.refused);
    }

    /// A head whose size field says 8 GiB: nothing is kept of it.
    @Test
    void aTarWithAnEndlessNameIsDamaged() {
        byte[] head = Arrays.copyOf(Packed.tar(Map.of("././@LongLink", new byte[2 << 20])), 512 + (2 << 20));
        head[156] = 'L';
        checksum(head);
        ListedMembers listed = ListedMembers.of("x", head);
        assertEquals(Map.of("x", "cannot be read: damaged: a head of more than 1048576 bytes"), listed.refused);
    }

    private static void checksum(byte[] head) {
        Arrays.fill(head, 148, 156, (byte) ' ');
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += head[i] & 0xff;
        }
        System.arraycopy("%06o\0 ".formatted(sum).getBytes(UTF_8), 0, head, 148, 8);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("org.rtkit4j.testkit.Seeds#fixedAndFresh")
    void survivesDamageOfAnyKind(long seed) {
        var random = new SplittableRandom(seed);
        byte[] member = new byte[random.nextInt(1, 5000)];
        random.nextBytes(member);
        Map<String, byte[]> files = Map.of("s/a", REPORT, "s/b", member);
        List<byte[]> forms = List.of(
                Packed.tar(files),
                Packed.zip(files),
                Packed.gzip(Packed.tar(files)),
                Packed.bzip2(Packed.zip(files)),
                Packed.xz(Packed.tar(files)),
                Packed.zstd(Packed.zip(files)),
                Packed.zip(Map.of("x.gz", Packed.gzip(member), "y.xz", Packed.xz(REPORT))));
        for (int i = 0; i < 200; i++) {
            byte[] form = forms.get(random.nextInt(forms.size()));
            ListedMembers listed = ListedMembers.of("x", damaged(form, random));
            assertTrue(listed.read.size() + listed.refused.size() <= 8, listed.refused::toString);
        }
    }

    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] result = Arrays.copyOf(whole, random.nextInt(10) == 0 ? random.nextInt(whole.length) : whole.length);
        for (int i = random.nextInt(4); i > 0 && result.length > 0; i--) {
            result[random.nextInt(result.length)] = (byte) random.nextInt();
        }
        return result;
    }
}
