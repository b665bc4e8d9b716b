/// A value that may hold a secret: whatever prints it, by interpolation, `debugPrint`, `dump` or a mirror, prints
/// `description` and nothing else.
package protocol SecretBearing: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension SecretBearing {
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["description": description]) }
}
