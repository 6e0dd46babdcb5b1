package lockstep.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A confusion matrix with the names of its classes, as {@code metrics.json} shows it. */
public record ClassificationReport(ConfusionMatrix confusion, List<String> labels) {

  /**
   * @throws IllegalArgumentException if the number of labels is not the number of classes
   */
  public ClassificationReport {
    if (labels.size() != confusion.classes()) {
      throw new IllegalArgumentException(
          "Cannot report a classification: expected %d labels, found %s"
              .formatted(confusion.classes(), labels));
    }
    labels = List.copyOf(labels);
  }

  /**
   * {@code accuracy}, {@code weighted_f1}, {@code macro_f1}, {@code labels}, {@code
   * confusion_matrix} and {@code per_class}, in this order.
   */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("accuracy", confusion.accuracy());
    map.put("weighted_f1", confusion.weightedF1());
    map.put("macro_f1", confusion.macroF1());
    map.put("labels", labels);
    map.put("confusion_matrix", confusion.toLists());
    List<Map<String, Object>> perClass = new ArrayList<>(labels.size());
    for (int c = 0; c < labels.size(); c++) {
      perClass.add(confusion.scores(c).toMap(labels.get(c)));
    }
    map.put("per_class", Collections.unmodifiableList(perClass));
    return Collections.unmodifiableMap(map);
  }

  /** What is shown of a weighted matrix that stands beside the counts of rows. */
  static Map<String, Object> weightedMap(ConfusionMatrix weighted) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("accuracy", weighted.accuracy());
    map.put("weighted_f1", weighted.weightedF1());
    map.put("confusion_matrix", weighted.toLists());
    return Collections.unmodifiableMap(map);
  }
}
