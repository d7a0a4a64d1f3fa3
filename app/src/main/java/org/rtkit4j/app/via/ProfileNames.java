package org.rtkit4j.app.via;

import java.util.Iterator;
import java.util.stream.Stream;
import org.rtkit4j.emulator.profile.Profile;

/// What shells offer where a profile is asked for: the names of those that come with the emulator. Files go as well.
public final class ProfileNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Stream.concat(Profile.names().stream(), Profile.generations().stream())
                .iterator();
    }
}
