package fn

// areas are what adds the functions, area by area; each is a file of its own.
func areas() []func(*shelf) {
	return []func(*shelf){
		addComparisons, addArithmetic, addNumbers,
		addText, addTextJoins, addLike, addRegexps,
		addTimeArithmetic, addExtract, addTruncation, addClock, addMakers, addToChar, addToTime, addNumberFormats,
		addArrays, addJSON, addJSONMakers, addHstore, addNetwork,
		addCounting, addCollecting, addStatistics, addWindowFunctions, addSeries,
		addSession, addCatalogue, addAbsent,
	}
}
