package org.rtkit4j.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.rtkit4j.archive.ArchiveMembers;
import org.rtkit4j.archive.Archives;

/// Archives of any form: each file in one is read or refused, and nothing else comes of it.
class ArchiveFuzzTest {
    private static final int MOST_BYTES = 1 << 20;

    @FuzzTest
    void survives(byte[] input) {
        Archives.read("x", new ByteArrayInputStream(input), new ArchiveMembers() {
            @Override
            public void read(String name, InputStream content) throws IOException {
                OutputStream.nullOutputStream().write(content.readNBytes(MOST_BYTES));
            }

            @Override
            public void refuse(String name, String reason) {
                if (reason.isEmpty()) {
                    throw new AssertionError("no reason");
                }
            }
        });
    }
}
