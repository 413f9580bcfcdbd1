package fn

// areas adds the functions area by area; each is a file of its own.
var areas = []func(*shelf){
	addComparisons,
}
