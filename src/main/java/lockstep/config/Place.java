package lockstep.config;

/**
 * Where a value was written.
 *
 * @param source a file's name, or an override
 * @param line from 1; 0: none to tell
 */
record Place(String source, int line) {
  /** The start of a source, without a line. */
  static Place of(String source) {
    return new Place(source, 0);
  }

  /** The mistake at this place, as one sentence. */
  ConfigException problem(String sentence) {
    String at = line == 0 ? "" : "line " + line + ": ";
    return new ConfigException("Cannot read " + source + ": " + at + sentence);
  }
}
