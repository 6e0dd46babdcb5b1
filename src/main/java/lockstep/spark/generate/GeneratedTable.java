package lockstep.spark.generate;

import lockstep.generate.TableTruth;

/**
 * A table that was written.
 *
 * @param path the folder of part files
 * @param truthPath the JSON file beside it that states the truth
 * @param rows in the table
 * @param truth what stands in that file
 */
public record GeneratedTable(String path, String truthPath, long rows, TableTruth truth) {}
