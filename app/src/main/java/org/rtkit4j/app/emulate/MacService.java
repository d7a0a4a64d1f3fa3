package org.rtkit4j.app.emulate;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.rtkit4j.emulator.Coprocessor;
import org.rtkit4j.hardware.proxy.server.ServerListener;
import org.rtkit4j.hardware.proxy.server.TargetFaultException;

/// A Mac, and the way in which other programs reach it.
interface MacService extends AutoCloseable {
    /// Gives `listener` the co-processors of each life, before anybody reaches them. To be called before [#listen].
    void onLife(Consumer<List<Coprocessor>> listener);

    /// Has `listener` hear of each access to what is not there. To be called before [#listen].
    void onFault(Consumer<TargetFaultException> listener);

    /// Begins to let others in.
    ///
    /// @throws IOException if that cannot be at this place
    Listening listen(ServerListener listener) throws IOException;

    /// Ends the Mac; nobody is let in any more by then.
    @Override
    void close();

    /// An open door.
    interface Listening extends AutoCloseable {
        /// Returns where it is to be found, as its option names it.
        String address();

        @Override
        void close();
    }
}
