package org.rtkit4j.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an archive was found to hold.
final class ListedMembers implements ArchiveMembers {
    private static final int MOST_KEPT = 1 << 16;

    final Map<String, String> read = new LinkedHashMap<>();
    final Map<String, String> refused = new LinkedHashMap<>();

    static ListedMembers of(String name, byte[] archive) {
        var listed = new ListedMembers();
        Archives.read(name, new ByteArrayInputStream(archive), listed);
        return listed;
    }

    @Override
    public void read(String name, InputStream content) throws IOException {
        read.put(name, new String(content.readNBytes(MOST_KEPT), StandardCharsets.UTF_8));
    }

    @Override
    public void refuse(String name, String reason) {
        refused.put(name, reason);
    }
}
