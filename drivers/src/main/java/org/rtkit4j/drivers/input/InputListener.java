package org.rtkit4j.drivers.input;

/// Hears what is done on keyboard and trackpad, on the thread of the loop that serves them: it must not block.
///
/// An event is a call with numbers; nothing is allocated for it. When the co-processor goes down, what is pressed
/// or touched is released first.
public interface InputListener {
    /// Hears nothing.
    InputListener NONE = new InputListener() {};

    /// A key has gone down or up.
    ///
    /// @param usage of HID's page 7, see [org.rtkit4j.wire.hid.KeyUsage]; modifiers are 0xe0 to 0xe7
    default void onKey(int usage, boolean isDown) {}

    /// The pointer has moved, in units of the device.
    ///
    /// @param dx to the right
    /// @param dy downwards
    /// @param wheel away from the user
    default void onMove(int dx, int dy, int wheel) {}

    /// A button of the pointer has gone down or up.
    ///
    /// @param button 1 the first, the left one
    default void onButton(int button, boolean isDown) {}

    /// A finger touches, has moved, or was lifted.
    ///
    /// @param contact which finger, the same from its first touch until it was lifted
    /// @param x from the left, in units of the device
    /// @param y from the top
    default void onTouch(int contact, boolean isDown, int x, int y) {}

    /// An interface that will be ready has a touch surface, whose coordinates lie between these, both included.
    default void onSurface(int leastX, int mostX, int leastY, int mostY) {}

    /// All that happened at one time has been told.
    default void onFrame() {}

    /// An interface works, and is heard from now on.
    ///
    /// @param name as the firmware has it, for example `keyboard`
    default void onReady(String name) {}

    /// The co-processor is down; everything was released.
    default void onDown() {}

    /// Keyboard and trackpad have said who made them.
    default void onIdentity(KeyboardIdentity identity) {}

    /// Something was wrong, and survived. As often as the firmware likes.
    default void onTrouble(InputFault fault) {}
}
