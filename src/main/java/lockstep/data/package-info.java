/**
 * Prepared rows: blocks, shards and the plan of which rows make a step.
 *
 * <p>Design: a row belongs to a <em>shard</em> by its content, and a shard's rows have one order,
 * so that neither the number of machines nor the order of arrival is visible from here on. A step
 * takes a fixed slice of every shard ({@link lockstep.data.StepPlan}); what the shards yield is
 * combined along one binary tree over shard numbers ({@link lockstep.data.ShardTree}), whoever
 * computed it and whoever came first.
 */
package lockstep.data;
